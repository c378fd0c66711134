package dev.sallyport.examples.world;

/**
 * A shop that runs and is well.
 *
 * @param version its version
 * @param key the key it was started under
 * @param port its port
 * @param pid its process
 */
public record Instance(String version, String key, int port, long pid) {}
