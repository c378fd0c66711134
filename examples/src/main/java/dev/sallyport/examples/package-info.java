/**
 * The demo: a real blue-green deployment on this machine, started by the script {@code
 * examples/demo}.
 */
@NullMarked
package dev.sallyport.examples;

import org.jspecify.annotations.NullMarked;
