package dev.sallyport.channels;

import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel.Message;
import java.util.Locale;
import java.util.Map;

/** The state of an incident or of a maintenance on Statuspage. */
public enum IncidentState {
  /** Of an incident: something is wrong, the cause is sought. */
  INVESTIGATING(false),
  /** Of an incident: the cause is known. */
  IDENTIFIED(false),
  /** Of an incident: it is mended, and watched. */
  MONITORING(false),
  /** Of an incident: it is over. */
  RESOLVED(false),
  /** Of a maintenance: it is to come. */
  SCHEDULED(true),
  /** Of a maintenance: it is under way. */
  IN_PROGRESS(true),
  /** Of a maintenance: it is done, and looked at. */
  VERIFYING(true),
  /** Of a maintenance: it is over. */
  COMPLETED(true);

  private static final Map<String, Boolean> OVER =
      Map.of("SUCCEEDED", true, "ROLLED_BACK", true, "PARTIAL", false, "STOPPED", false);

  private final boolean maintenance;

  IncidentState(boolean maintenance) {
    this.maintenance = maintenance;
  }

  /**
   * Returns the state that a message means: a maintenance is to come when the run is announced;
   * over if the run has {@code SUCCEEDED} or was {@code ROLLED_BACK}; not over while it runs, nor
   * if it was {@code STOPPED} or left something behind, which people must put right first.
   */
  static IncidentState of(Message message, boolean maintenance) {
    String outcome = message.facts().getOrDefault("outcome", "");
    boolean over =
        OVER.getOrDefault(outcome.toUpperCase(Locale.ROOT).replaceAll("[ -]", "_"), false);
    if (maintenance) {
      boolean toCome = message.moment().equals(Announcement.Moment.NOTICE.words());
      return over ? COMPLETED : toCome ? SCHEDULED : IN_PROGRESS;
    }
    return over ? RESOLVED : IDENTIFIED;
  }

  boolean ofMaintenance() {
    return maintenance;
  }

  /** Returns what the API calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
