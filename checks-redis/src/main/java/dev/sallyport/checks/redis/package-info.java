/**
 * Checks of Redis and Valkey clusters.
 *
 * <p>{@link dev.sallyport.checks.redis.RedisChecks} is the way in. Every member of the cluster is
 * asked for itself, their answers are compared, and a member that does not answer is never left out
 * of the judgement without a word.
 */
@NullMarked
package dev.sallyport.checks.redis;

import org.jspecify.annotations.NullMarked;
