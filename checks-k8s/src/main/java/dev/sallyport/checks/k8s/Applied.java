package dev.sallyport.checks.k8s;

import org.jspecify.annotations.Nullable;

/**
 * An object that a step applied: what its undo puts back, or takes away.
 *
 * @param path the object's path on the API server
 * @param uid the object
 * @param before the object as it was, as JSON; null if it was not there
 * @param content a digest of what it said when it was applied, beside its metadata and status
 */
public record Applied(String path, String uid, @Nullable String before, String content) {}
