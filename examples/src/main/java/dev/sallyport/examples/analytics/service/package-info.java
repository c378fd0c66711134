/** The small real platform that the plan deploys: forms' responses, and what is known of them. */
@NullMarked
package dev.sallyport.examples.analytics.service;

import org.jspecify.annotations.NullMarked;
