package dev.sallyport.examples.webhook;

/**
 * What ran before the deployment, and to which the way back leads. Immutable.
 *
 * @param commit the commit that was checked out
 * @param libraries the name of the set of libraries
 * @param config the content of the configuration
 * @param revision the revision of the database, {@code base} if it had none
 */
public record Before(String commit, String libraries, String config, String revision) {}
