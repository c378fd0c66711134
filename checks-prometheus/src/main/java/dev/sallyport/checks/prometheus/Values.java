package dev.sallyport.checks.prometheus;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The ways to have a number from Prometheus. */
final class Values {
  private static final int SHOWN = 5;

  private Values() {}

  /** The one value of a query. */
  record OfQuery(String query) implements PrometheusMetric.Value {
    @Override
    public String name() {
      return query;
    }

    @Override
    public Reading<Double> read(Source source, Evidence evidence, CheckContext context)
        throws Exception {
      return only(query, source.query(query, context), evidence);
    }
  }

  private static Reading<Double> only(String query, List<Series> series, Evidence evidence) {
    Evidence seen = evidence.observing(rows(evidence, series));
    if (series.isEmpty()) {
      return Reading.noData(query + " gives no series", seen);
    }
    if (series.size() > 1) {
      return Reading.error(
          query
              + " gives "
              + series.size()
              + " series, and one is needed: aggregate, or add labels",
          seen);
    }
    return Reading.value(series.get(0).last(), seen);
  }

  private static List<Observation> rows(Evidence evidence, List<Series> series) {
    List<Observation> rows = new ArrayList<>(evidence.observed());
    rows.add(Observation.of("", "series", series.size()));
    series.stream()
        .limit(SHOWN)
        .forEach(one -> rows.add(Observation.of(one.labels().toString(), "value", one.last())));
    return rows;
  }

  /**
   * A part of a whole, in percent. A part that has no series is 0, but only if the whole is there
   * and is enough.
   */
  record OfParts(String part, String whole, double minimum) implements PrometheusMetric.Value {
    @Override
    public String name() {
      return "(" + part + ") of (" + whole + ")";
    }

    @Override
    public Reading<Double> read(Source source, Evidence evidence, CheckContext context)
        throws Exception {
      List<Series> wholes = source.query(whole, context);
      Reading<Double> all = only(whole, wholes, evidence);
      if (!(all instanceof Reading.Value<Double> known)) {
        return all;
      }
      if (known.value() < minimum || known.value() <= 0) {
        return Reading.noData(
            whole
                + " gives "
                + Quantities.show(known.value())
                + ", at least "
                + minimum
                + " is needed",
            known.evidence());
      }
      List<Series> parts = source.query(part, context);
      if (parts.isEmpty()) {
        return Reading.value(
            0.0, known.evidence().and("", "part", "no series, so none of the whole"));
      }
      Reading<Double> some = only(part, parts, known.evidence());
      return some instanceof Reading.Value<Double> it
          ? Reading.value(100 * it.value() / known.value(), it.evidence())
          : some;
    }
  }

  /** The share of observations within a boundary that the histogram really has, in percent. */
  record OfHistogram(String histogram, String labels, String window, double bound)
      implements PrometheusMetric.Value {
    @Override
    public String name() {
      return "share of " + histogram + "{" + labels + "} within " + bound + " over " + window;
    }

    @Override
    public Reading<Double> read(Source source, Evidence evidence, CheckContext context)
        throws Exception {
      List<Series> buckets = source.query(query(histogram, labels, window), context);
      Evidence seen = evidence.observing(rows(evidence, buckets));
      OptionalDouble within = at(buckets, bound);
      OptionalDouble all = at(buckets, Double.POSITIVE_INFINITY);
      if (buckets.isEmpty() || all.isEmpty()) {
        return Reading.noData(histogram + " gives no buckets", seen);
      }
      if (within.isEmpty()) {
        return Reading.error(
            histogram
                + " has no boundary at "
                + bound
                + ", only at "
                + buckets.stream().map(b -> b.labels().getOrDefault("le", "?")).sorted().toList()
                + ": between boundaries a share is a guess",
            seen);
      }
      return all.getAsDouble() > 0
          ? Reading.value(100 * within.getAsDouble() / all.getAsDouble(), seen)
          : Reading.noData("nothing was observed over " + window, seen);
    }

    static String query(String histogram, String labels, String window) {
      return "sum by (le) (increase(" + histogram + "_bucket{" + labels + "}[" + window + "]))";
    }

    private static OptionalDouble at(List<Series> buckets, double bound) {
      Optional<Series> found =
          buckets.stream().filter(one -> bound(one.labels().get("le")) == bound).findFirst();
      return found.isPresent() && Double.isFinite(found.get().last())
          ? OptionalDouble.of(found.get().last())
          : OptionalDouble.empty();
    }

    private static double bound(@org.jspecify.annotations.Nullable String le) {
      if (le == null) {
        return Double.NaN;
      }
      return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    }
  }
}
