/**
 * Channels for announcements: Slack, Microsoft Teams, Statuspage, e-mail, any webhook, the log.
 *
 * <p>Begin with {@link Channels}.
 */
@NullMarked
package dev.sallyport.channels;

import org.jspecify.annotations.NullMarked;
