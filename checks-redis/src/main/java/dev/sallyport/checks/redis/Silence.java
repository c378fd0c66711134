package dev.sallyport.checks.redis;

/**
 * Why a server gave no usable answer.
 *
 * @param kind the sort of failure
 * @param detail what was seen, in words; holds no secret
 */
record Silence(Kind kind, String detail) implements Answer {

  enum Kind {
    /** Nothing came within the deadline. */
    NO_ANSWER,
    /** The connection was refused, cut, or there is no way to the address. */
    UNREACHABLE,
    /** The server wants other credentials, or does not allow the command. */
    DENIED,
    /** The TLS handshake failed. */
    TLS,
    /** What came back is not what a Redis server says. */
    GARBAGE,
    /** The server is loading its data. */
    LOADING,
    /** A server, but not in cluster mode. */
    NOT_CLUSTERED,
    /** The cluster has no address for the node. */
    NO_ADDRESS,
    /** Another node answers at the address. */
    REPLACED
  }

  /** Returns whether the server was reached, and it is for us to ask otherwise. */
  boolean ours() {
    return kind == Kind.DENIED || kind == Kind.TLS || kind == Kind.GARBAGE;
  }
}
