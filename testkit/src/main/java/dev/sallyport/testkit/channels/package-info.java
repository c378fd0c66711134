/** The contract of every channel for announcements, for whoever writes one. */
@NullMarked
package dev.sallyport.testkit.channels;

import org.jspecify.annotations.NullMarked;
