package dev.sallyport.checks.files;

/**
 * A file that was read.
 *
 * @param file its path
 * @param content what it holds
 */
record Report<T>(String file, Stamp stamp, T content) {}
