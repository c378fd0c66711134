package dev.sallyport.check;

/** A metric compared with a threshold by its value alone. */
record Comparison<Q extends Comparable<? super Q>>(Metric<Q> metric, Threshold<Q> threshold)
    implements Check {

  @Override
  public String name() {
    return metric.name() + " " + threshold;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Reading<Q> reading = metric.read(context);
    Evidence evidence = reading.evidence().against(threshold.toString());
    if (reading instanceof Reading.Value<Q> seen) {
      return compare(seen.value(), evidence);
    }
    if (reading instanceof Reading.NoData<Q> none) {
      return Verdict.inconclusive(
          Verdict.Cause.NO_DATA, metric.name() + " has no data: " + none.why(), evidence);
    }
    Reading.Failed<Q> failed = (Reading.Failed<Q>) reading;
    return Verdict.inconclusive(
        Verdict.Cause.ERROR, metric.name() + " could not be read: " + failed.problem(), evidence);
  }

  private Verdict compare(Q value, Evidence evidence) {
    Observation raw = Quantities.observe(metric.name(), value);
    Evidence with = evidence.observed().isEmpty() ? evidence.and(raw) : evidence;
    String is = metric.name() + " is " + show(value, raw);
    if (threshold.holds(value)) {
      return Verdict.pass(is + ", as asked " + threshold, with);
    }
    return threshold.breach("threshold-breached", is + ", not " + threshold, with);
  }

  /** Rounded; but raw, where the rounded value would read like a limit it only comes close to. */
  private String show(Q value, Observation raw) {
    String shown = Quantities.show(value);
    boolean misleading =
        shown.equals(Quantities.show(threshold.limit())) && value.compareTo(threshold.limit()) != 0;
    return misleading ? (raw.value() + " " + raw.unit()).strip() : shown;
  }
}
