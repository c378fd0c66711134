package dev.sallyport.checks.files;

import java.time.Instant;

/**
 * What a file system says of a file.
 *
 * @param size in bytes
 * @param written when it was last written to
 * @param key device and inode; empty where there are none
 */
record Stamp(long size, Instant written, String key) {}
