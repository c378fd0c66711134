/**
 * The small real service that the plan deploys: it takes TypeForm's webhooks and passes them on.
 */
@NullMarked
package dev.sallyport.examples.webhook.service;

import org.jspecify.annotations.NullMarked;
