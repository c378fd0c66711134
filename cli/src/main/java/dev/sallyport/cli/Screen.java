package dev.sallyport.cli;

/** The terminal, if there is one. */
interface Screen {

  /** Returns whether a person sits at a terminal that can redraw lines, and can answer. */
  boolean isInteractive();

  /** Returns whether colours are wanted. */
  boolean hasColours();

  /** Returns its size now. */
  Size size();

  /** How many rows and columns there are. */
  record Size(int rows, int columns) {}
}
