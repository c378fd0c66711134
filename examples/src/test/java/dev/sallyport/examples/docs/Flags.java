package dev.sallyport.examples.docs;

/** The feature flags that the pages of the documentation speak of. */
public interface Flags {
  /** Turns a flag on. */
  void raise(String flag);

  /** Turns a flag off. */
  void lower(String flag);
}
