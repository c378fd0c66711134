package dev.sallyport.checks.k8s;

import org.jspecify.annotations.Nullable;

/**
 * One field of one object, as a step changed it: what its undo puts back.
 *
 * @param path the object's path on the API server
 * @param uid the object; one of the same name that was made anew is another
 * @param pointer the field, as a JSON pointer
 * @param before its value as JSON; null if it was not there
 * @param after its value as JSON since
 */
public record Changed(
    String path, String uid, String pointer, @Nullable String before, String after) {}
