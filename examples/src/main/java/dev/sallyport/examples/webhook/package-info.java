/**
 * The checklist of a webhook service's deployment to production as a plan that reads like it, one
 * file for each of its sections.
 */
@NullMarked
package dev.sallyport.examples.webhook;

import org.jspecify.annotations.NullMarked;
