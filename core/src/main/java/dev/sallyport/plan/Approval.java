package dev.sallyport.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gate that people open: every role it names must give as many votes as it asks for, in any
 * order.
 *
 * <p>A role may have items to attest, one by one, before it votes. One rejection ends it. A person
 * speaks for one role only, unless told otherwise. What was said lapses when the plan changes. It
 * has no default deadline: without {@link #within} it is refused; the deadline does not stand still
 * while no engine is up. On rejection and at the deadline the run rolls back unless told otherwise.
 * Immutable.
 */
public final class Approval {
  private final String name;
  private final Source source;
  private Map<String, Integer> roles;
  private List<Item> items = List.of();
  private List<String> waivableBy = List.of();
  private boolean severalRoles;
  private @Nullable Duration within;
  private boolean notInitiator;
  private Marks marks = Marks.NONE;
  private OnFailure onFailure = OnFailure.ROLL_BACK;

  private Approval(String name, Map<String, Integer> roles, Source source) {
    this.name = Objects.requireNonNull(name, "name");
    this.roles = roles;
    this.source = source;
  }

  static Approval named(String name, String role, Source source) {
    return new Approval(name, Map.of(Require.text(role, "role"), 1), source);
  }

  /** Returns this approval, asking that role for one vote as well; as {@link #and(String, int)}. */
  public Approval and(String role) {
    return and(role, 1);
  }

  /**
   * Returns this approval, asking that role for so many votes, each by another person; for the role
   * asked first, so many in place of its one.
   */
  public Approval and(String role, int count) {
    Require.text(role, "role");
    Require.atLeastOne(count, "number of votes");
    Map<String, Integer> more = new LinkedHashMap<>(roles);
    more.put(role, count);
    return with(a -> a.roles = more);
  }

  /**
   * Returns this approval, in which a role attests an item before it votes.
   *
   * @param role one of the roles; asked for one vote if it was not named before
   * @param item what is attested, as it stands in the checklist
   * @param covers the ids of the checklist's items that this is
   */
  public Approval attests(String role, String item, String... covers) {
    Approval voting = roles.containsKey(Require.text(role, "role")) ? this : and(role);
    Item added = new Item(role, Require.text(item, "item"), Marks.NONE.covering(covers).covers());
    List<Item> more = new ArrayList<>(items);
    more.add(added);
    return voting.with(a -> a.items = List.copyOf(more));
  }

  /**
   * Returns this approval, which, or an item of which, these roles may waive: with a reason, and
   * until an instant by which it must have opened. By default nobody may.
   */
  public Approval waivableBy(String... waivers) {
    List<String> all = Require.texts(waivers, "role");
    return with(a -> a.waivableBy = all);
  }

  /** Returns this approval, in which one person may speak for several roles. */
  public Approval onePersonMayHoldSeveralRoles() {
    return with(a -> a.severalRoles = true);
  }

  /** Returns this approval, ending unopened so long after it was reached. */
  public Approval within(Duration limit) {
    Require.positive(limit, "limit");
    return with(a -> a.within = limit);
  }

  /** Returns this approval, in which whoever started the run has no vote. */
  public Approval notByInitiator() {
    return with(a -> a.notInitiator = true);
  }

  /** Returns this approval with what follows a rejection or the deadline. */
  public Approval onFailure(OnFailure action) {
    Objects.requireNonNull(action, "action");
    return with(a -> a.onFailure = action);
  }

  /** Returns this approval with its text in the checklist; default its name. */
  public Approval label(String text) {
    return with(a -> a.marks = marks.labelled(text));
  }

  /**
   * Returns this approval, covering these items of a checklist too, each of which is covered once.
   */
  public Approval covers(String... ids) {
    return with(a -> a.marks = marks.covering(ids));
  }

  private Approval with(Consumer<Approval> change) {
    Approval copy = new Approval(name, roles, source);
    copy.items = items;
    copy.waivableBy = waivableBy;
    copy.severalRoles = severalRoles;
    copy.within = within;
    copy.notInitiator = notInitiator;
    copy.onFailure = onFailure;
    copy.marks = marks;
    change.accept(copy);
    return copy;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns its text in the checklist. */
  public String label() {
    return marks.labelOr(name);
  }

  /** Returns the ids of the checklist's items it covers, those of its items included. */
  public List<String> covers() {
    List<String> all = new ArrayList<>(marks.covers());
    items.forEach(item -> all.addAll(item.covers()));
    return List.copyOf(all);
  }

  /** Returns the votes needed from each role. */
  public Map<String, Integer> roles() {
    return new LinkedHashMap<>(roles);
  }

  /** Returns the items to attest, in order. */
  public List<Item> items() {
    return items;
  }

  /** Returns the roles that may waive it or an item of it. */
  public List<String> waivableBy() {
    return waivableBy;
  }

  /** Returns whether one person may speak for several roles. */
  public boolean allowsSeveralRoles() {
    return severalRoles;
  }

  /**
   * Returns how long it stays open for votes.
   *
   * @throws IllegalStateException if none was given, which no built plan allows
   */
  public Duration within() {
    if (within == null) {
      throw new IllegalStateException("The approval has no limit; build() refuses such a plan.");
    }
    return within;
  }

  boolean hasLimit() {
    return within != null;
  }

  /** Returns whether the initiator's vote is refused. */
  public boolean excludesInitiator() {
    return notInitiator;
  }

  /** Returns what follows a rejection or the deadline. */
  public OnFailure onFailure() {
    return onFailure;
  }

  Marks marks() {
    return marks;
  }

  Source source() {
    return source;
  }

  String describePolicy() {
    return "roles="
        + new TreeMap<>(roles)
        + " within="
        + within
        + (items.isEmpty() ? "" : " attests=" + items)
        + (waivableBy.isEmpty() ? "" : " waivable-by=" + waivableBy)
        + (severalRoles ? " several-roles" : "")
        + (notInitiator ? " not-by-initiator" : "")
        + (onFailure == OnFailure.ROLL_BACK ? "" : " on-failure=" + onFailure);
  }

  /**
   * What a role attests.
   *
   * @param role the role
   * @param text the item, as it stands in the checklist
   * @param covers the ids of the checklist's items that this is
   */
  public record Item(String role, String text, List<String> covers) {
    /** Copies the list. */
    public Item {
      covers = List.copyOf(covers);
    }

    @Override
    public String toString() {
      return role + ": " + text;
    }
  }

  @Override
  public String toString() {
    return "approval " + name;
  }
}
