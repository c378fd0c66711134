package dev.sallyport.checks.files;

import dev.sallyport.check.Objection;
import java.util.List;

/**
 * What a log has written since a mark.
 *
 * @param files the files that it was read from, oldest first
 * @param lines how many lines, without a last one that is not ended yet
 * @param cut how many of them were too long to be looked at whole
 * @param alive how many of them show life
 * @param samples the first lines that match
 * @param objections why lines may be missing
 */
record LogSeen(
    LogMark mark,
    List<String> files,
    long bytes,
    long lines,
    long cut,
    long matches,
    long alive,
    List<String> samples,
    List<Objection> objections) {}
