/**
 * Tests of plans for their authors: scripted checks and metrics, and gates tried in virtual time.
 *
 * <p>Start at {@link dev.sallyport.testkit.GateTrial} and {@link
 * dev.sallyport.testkit.SallyportAssertions}.
 */
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
