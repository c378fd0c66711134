package dev.sallyport.journal;

import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Cover;
import dev.sallyport.plan.PlanDescription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The form of a plan in a record. */
final class PlanJson {
  private PlanJson() {}

  static void write(String name, PlanDescription plan, LineWriter json) throws IOException {
    json.open(name).text("name", plan.name()).number("version", plan.version());
    json.openList("entries");
    for (PlanDescription.Entry entry : plan.entries()) {
      json.open().text("kind", entry.kind()).text("path", entry.path());
      json.text("structure", entry.structure()).text("policy", entry.policy());
      if (!entry.label().isEmpty()) {
        json.text("label", entry.label());
      }
      if (!entry.covers().isEmpty()) {
        json.texts("covers", entry.covers());
      }
      if (!entry.items().isEmpty()) {
        items(entry.items(), json);
      }
      json.close();
    }
    json.closeList();
    if (!plan.wayBack().isEmpty()) {
      json.openList("wayBack");
      for (Cover cover : plan.wayBack()) {
        json.open().text("id", cover.id()).text("kind", cover.kind());
        json.text("path", cover.path()).text("text", cover.text());
        json.text("role", cover.role()).close();
      }
      json.closeList();
    }
    json.close();
  }

  private static List<Cover> wayBack(LineReader json) throws JournalException {
    List<Cover> covers = new ArrayList<>();
    for (LineReader cover : json.objects("wayBack")) {
      covers.add(
          new Cover(
              cover.text("id"),
              cover.text("kind"),
              cover.text("path"),
              cover.text("text"),
              cover.text("role")));
    }
    return covers;
  }

  private static void items(List<Approval.Item> items, LineWriter json) throws IOException {
    json.openList("items");
    for (Approval.Item item : items) {
      json.open().text("role", item.role()).text("text", item.text());
      if (!item.covers().isEmpty()) {
        json.texts("covers", item.covers());
      }
      json.close();
    }
    json.closeList();
  }

  private static List<Approval.Item> items(LineReader entry) throws JournalException {
    List<Approval.Item> items = new ArrayList<>();
    for (LineReader item : entry.objects("items")) {
      items.add(new Approval.Item(item.text("role"), item.text("text"), item.texts("covers")));
    }
    return items;
  }

  static PlanDescription read(LineReader json) throws JournalException {
    List<PlanDescription.Entry> entries = new ArrayList<>();
    for (LineReader entry : json.objects("entries")) {
      entries.add(
          new PlanDescription.Entry(
              entry.text("kind"),
              entry.text("path"),
              entry.text("structure"),
              entry.text("policy"),
              entry.text("label"),
              entry.texts("covers"),
              items(entry)));
    }
    return new PlanDescription(json.text("name"), json.integer("version"), entries, wayBack(json));
  }
}
