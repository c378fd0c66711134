package dev.sallyport.examples.docs;

/** The pager that the pages of the documentation speak of. */
public interface Pager {
  /** Tells whoever is on call. */
  void tell(String what);
}
