package dev.sallyport.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How people find a thing of the plan in their checklist: its text there, and the ids of the items
 * it covers. Immutable.
 */
record Marks(@Nullable String label, List<String> covers) {
  static final Marks NONE = new Marks(null, List.of());

  Marks {
    covers = List.copyOf(covers);
  }

  Marks labelled(String newLabel) {
    return new Marks(Require.text(newLabel, "label"), covers);
  }

  Marks covering(String... ids) {
    List<String> more = new ArrayList<>(covers);
    for (String id : ids) {
      more.add(Require.text(Objects.requireNonNull(id, "id"), "id of a checklist item"));
    }
    return new Marks(label, more);
  }

  String labelOr(String name) {
    return label == null ? name : label;
  }
}
