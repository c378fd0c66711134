/**
 * The checklist of an analytics platform's blue-green deployment as a plan that reads like it, one
 * file for each of its sections.
 */
@NullMarked
package dev.sallyport.examples.analytics;

import org.jspecify.annotations.NullMarked;
