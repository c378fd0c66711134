package dev.sallyport.check;

/** A metric made of a name and a function. */
record NamedMetric<Q extends Comparable<? super Q>>(String name, Metric.Reader<Q> reader)
    implements Metric<Q> {

  @Override
  public Reading<Q> read(CheckContext context) throws Exception {
    return reader.read(context);
  }
}
