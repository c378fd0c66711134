package dev.sallyport.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's story as JSON. Fields are added, never renamed or given another meaning. */
record StoryJson(Story story, List<Event> events, Instant now) {

  ObjectNode node() {
    ObjectNode node = Json.NODES.objectNode();
    Event.RunStarted begun = story.begun();
    Event.RunEnded end = story.end();
    node.put("run", begun == null ? null : begun.runId());
    node.set("plan", Json.of(story.plan()));
    node.put("outcome", end == null ? null : end.outcome().name());
    node.put("reason", end == null ? null : end.reason());
    node.put("startedAt", begun == null ? null : begun.at().toString());
    node.put("startedBy", begun == null ? null : begun.by());
    node.put("endedAt", end == null ? null : end.at().toString());
    node.set("lastEventAt", Json.of(story.lastAt()));
    node.put("elapsedSeconds", seconds(story.elapsed(now)));
    node.put("owners", story.owners());
    node.set("paused", Json.of(story.pause()));
    node.set("rollback", Json.of(story.rollback()));
    node.set("stop", Json.of(story.stop()));
    node.set("inputs", Json.inputs(begun == null ? Map.of() : begun.inputs()));
    node.set("closing", Json.of(story.closing()));
    node.set("start", story.start() == null ? Json.of(null) : node(story.start()));
    node.set("phases", phases());
    node.set("watches", nodes(story.watches()));
    node.set("announcements", nodes(story.announcements()));
    node.set("channelsDown", Json.of(Channels.down(story)));
    node.set("undone", Json.of(story.undone()));
    node.set("leftovers", Json.of(story.leftovers()));
    node.set("pointsOfNoReturn", Json.of(story.points()));
    node.set("warnings", Json.of(story.warnings()));
    node.set("people", people());
    return node;
  }

  private ArrayNode phases() {
    ArrayNode phases = Json.NODES.arrayNode();
    for (PhaseStory phase : story.phases()) {
      ObjectNode object = phases.addObject();
      object.put("name", phase.name()).put("state", phase.state().name());
      object.set("nodes", nodes(phase.nodes()));
      object.set("rollback", phase.rollback() == null ? Json.of(null) : node(phase.rollback()));
    }
    return phases;
  }

  private ArrayNode nodes(List<NodeStory> nodes) {
    ArrayNode array = Json.NODES.arrayNode();
    nodes.forEach(node -> array.add(node(node)));
    return array;
  }

  private ObjectNode node(NodeStory node) {
    ObjectNode object = Json.NODES.objectNode();
    object.put("path", node.path()).put("kind", node.kind()).put("state", node.state().name());
    object.put("label", node.entry().label());
    object.set("covers", Json.of(node.entry().covers()));
    object.put("seconds", seconds(node.took(now)));
    object.put("attempts", node.count(Work.RUN));
    object.put("undoAttempts", node.count(Work.UNDO));
    object.set("history", Json.of(node.attempts()));
    object.set("gate", gate(node.gate(), node.policy()));
    object.set("verification", gate(node.verification(), ""));
    object.set("votes", Json.of(node.votes()));
    object.set("attested", Json.of(node.ballot().attested()));
    object.set("waivers", Json.of(node.ballot().waivers()));
    object.set("lapsed", Json.of(node.ballot().lapsed()));
    object.set("items", Json.of(AttestedItem.of(node)));
    object.set("missingVotes", Json.of(missing(node)));
    object.set("sendings", Json.of(node.sendings()));
    object.set("question", Json.of(node.question()));
    return object;
  }

  private static Map<String, Integer> missing(NodeStory node) {
    return node.state() == NodeState.WAITING
        ? node.ballot().missing(Policies.votes(node.policy()))
        : Map.of();
  }

  private static com.fasterxml.jackson.databind.JsonNode gate(
      @Nullable GateStory gate, String policy) {
    if (gate == null) {
      return Json.of(null);
    }
    ObjectNode object = (ObjectNode) Json.of(gate);
    return object.put("check", Policies.check(policy));
  }

  private ArrayNode people() {
    ArrayNode people = Json.NODES.arrayNode();
    for (Event event : events) {
      String who = Persons.of(event);
      if (!who.isEmpty()) {
        people
            .addObject()
            .put("who", who)
            .put("at", event.at().toString())
            .put("what", EventText.of(event));
      }
    }
    return people;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
