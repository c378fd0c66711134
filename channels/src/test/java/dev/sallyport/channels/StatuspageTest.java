package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.channels.StandIn.Reply;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel.Message;
import dev.sallyport.plan.OutcomeUnknownException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatuspageTest {
  private static final Secret<String> KEY = Secret.of("statuspage-key", String.class);
  private static final Message STARTED = Notes.with("run started", "run", "shop-1");
  private static final Message DONE =
      Notes.with("run ended", "run", "shop-1", "outcome", "SUCCEEDED");

  private final StatuspageStandIn page = new StatuspageStandIn();
  private final FakeContext context =
      FakeContext.with(Duration.ofMinutes(5)).knowing(KEY, "planted-key");
  private StandIn server;

  @BeforeEach
  void open() throws IOException {
    server = StandIn.by(page::answer);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Statuspage incident() {
    return Channels.statuspageIncident("page1", KEY)
        .at(server.uri("/v1"))
        .with(ChannelOptions.defaults().draws(() -> 0.5));
  }

  private Statuspage maintenance() {
    return Channels.statuspageMaintenance("page1", KEY, Duration.ofHours(2))
        .at(server.uri("/v1"))
        .with(ChannelOptions.defaults().draws(() -> 0.5));
  }

  private List<String> statuses(String id) {
    JsonNode updates = page.incident(id).get("incident_updates");
    return StreamSupport.stream(updates.spliterator(), false)
        .map(u -> u.get("status").asText())
        .toList();
  }

  @Test
  void a_run_is_one_maintenance_from_begin_to_end() throws Exception {
    assertThat(maintenance().component("comp1").send(STARTED, context)).isEqualTo("inc1");

    StandIn.Asked created = server.asked().get(1);
    assertThat(created.method()).isEqualTo("POST");
    assertThat(created.uri().getPath()).isEqualTo("/v1/pages/page1/incidents");
    assertThat(created.header("Authorization")).isEqualTo("OAuth planted-key");
    JsonNode body = created.json().get("incident");
    assertThat(body.get("name").asText()).isEqualTo("shop-release");
    assertThat(body.get("status").asText()).isEqualTo("in_progress");
    assertThat(body.get("scheduled_for").asText()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(body.get("scheduled_until").asText()).isEqualTo("2030-01-01T02:00:00Z");
    assertThat(body.get("scheduled_auto_completed").asBoolean()).isFalse();
    assertThat(body.get("body").asText()).isEqualTo("It goes on.\n\nrun: shop-1");
    assertThat(body.get("component_ids").toString()).isEqualTo("[\"comp1\"]");
    assertThat(body.get("deliver_notifications").asBoolean()).isTrue();

    // another object, as after a restart
    assertThat(maintenance().send(DONE, context)).isEqualTo("inc1");
    StandIn.Asked updated = server.asked().get(3);
    assertThat(updated.method()).isEqualTo("PATCH");
    assertThat(updated.uri().getPath()).isEqualTo("/v1/pages/page1/incidents/inc1");
    assertThat(statuses("inc1")).containsExactly("in_progress", "completed");
    assertThat(page.count()).isEqualTo(1);
  }

  @Test
  void a_run_that_is_announced_is_a_maintenance_to_come() throws Exception {
    Message announced =
        Notes.with("announced", "run", "shop-1", "earliest", "2030-01-02T03:04:05Z");

    maintenance().send(announced, context);
    maintenance().send(STARTED, context);
    maintenance().send(DONE, context);

    assertThat(statuses("inc1")).containsExactly("scheduled", "in_progress", "completed");
    assertThat(page.incident("inc1").get("scheduled_for").asText())
        .isEqualTo("2030-01-02T03:04:05Z");
    assertThat(page.incident("inc1").get("scheduled_until").asText())
        .isEqualTo("2030-01-02T05:04:05Z");
  }

  @Test
  void an_incident_is_resolved_only_by_an_end_that_leaves_nothing() throws Exception {
    incident().send(STARTED, context);
    incident().send(Notes.with("rollback ended", "run", "shop-1", "outcome", "PARTIAL"), context);
    incident().send(Notes.with("ended", "run", "shop-1", "outcome", "ROLLED_BACK"), context);
    assertThat(statuses("inc1")).containsExactly("identified", "identified", "resolved");
  }

  @Test
  void each_run_has_an_incident_of_its_own() throws Exception {
    incident().send(STARTED, context);
    assertThat(incident().quietly().send(Notes.with("run started", "run", "shop-2"), context))
        .isEqualTo("inc2");
    assertThat(page.incident("inc2").get("deliver_notifications").asBoolean()).isFalse();
  }

  @Test
  void messages_that_come_at_once_make_one_incident() throws Exception {
    Statuspage channel = incident();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> ids = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Message message = Notes.with("moment " + i, "run", "shop-1");
        ids.add(threads.submit(() -> channel.send(message, context)));
      }
      for (Future<String> id : ids) {
        assertThat(id.get(20, TimeUnit.SECONDS)).isEqualTo("inc1");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(statuses("inc1")).hasSize(8);
  }

  @Test
  void what_others_keep_with_an_incident_stays() {
    ObjectNode before = HttpSide.object();
    before.putObject("metadata").putObject("theirs").put("ticket", "OPS-1");
    JsonNode metadata =
        IncidentBody.updated(STARTED, "shop-1", IncidentState.RESOLVED, before)
            .at("/incident/metadata");
    assertThat(metadata.at("/theirs/ticket").asText()).isEqualTo("OPS-1");
    assertThat(metadata.at("/sallyport/run").asText()).isEqualTo("shop-1");
  }

  @Test
  void a_message_that_is_sent_again_is_not_written_again() throws Exception {
    incident().send(STARTED, context);
    incident().send(DONE, context);
    assertThat(incident().send(STARTED, context)).isEqualTo("inc1");
    assertThat(incident().send(DONE, context)).isEqualTo("inc1");
    assertThat(statuses("inc1")).containsExactly("identified", "resolved");
  }

  @Test
  void a_write_whose_answer_is_lost_is_looked_for() throws Exception {
    page.afterWriting(Reply.of(504, ""));
    assertThat(incident().send(STARTED, context)).isEqualTo("inc1");
    assertThat(statuses("inc1")).containsExactly("identified");
  }

  @Test
  void a_write_that_is_lost_is_unknown_and_not_made_again() {
    page.insteadOfWriting(Reply.of(504, ""));
    assertThatThrownBy(() -> incident().send(STARTED, context))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("page page1 at " + server.where());
    assertThat(page.count()).isZero();
    assertThat(server.asked())
        .extracting(StandIn.Asked::method)
        .containsExactly("GET", "POST", "GET");
  }

  @Test
  void a_write_that_was_not_taken_is_made_again() throws Exception {
    page.insteadOfWriting(Reply.of(500, ""));
    page.insteadOfWriting(Reply.of(420, "").with("Retry-After", "9"));
    assertThat(incident().send(STARTED, context)).isEqualTo("inc1");
    assertThat(page.count()).isEqualTo(1);
    assertThat(context.pauses()).contains(Duration.ofSeconds(9));
  }

  @Test
  void no_two_requests_are_within_a_second() throws Exception {
    Statuspage channel = incident();
    channel.send(STARTED, context);
    channel.send(DONE, context);
    assertThat(context.pauses())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void limits_are_kept_by_cutting_with_a_note() throws Exception {
    Message long1 =
        new Message("m", "s".repeat(999), "t".repeat(30_000), Notes.facts("run", "r"), "k");
    incident().send(long1, context);
    assertThat(page.incident("inc1").get("name").asText()).hasSizeLessThanOrEqualTo(255);
    assertThat(page.incident("inc1").get("body").asText())
        .hasSizeLessThanOrEqualTo(25_000)
        .contains("(cut: ");
  }

  @Test
  void a_wrong_key_is_explained_and_not_shown() {
    FakeContext wrong = FakeContext.with(Duration.ofMinutes(1)).knowing(KEY, "planted-wrong");
    assertThatThrownBy(() -> incident().send(STARTED, wrong))
        .isInstanceOf(NotSentException.class)
        .hasMessage(
            "The message 'run started' was not sent to 'statuspage' (page page1 at "
                + server.where()
                + "). Last seen: HTTP 401, '{\"error\":\"Could not authenticate\"}'. Likely cause:"
                + " the API key is wrong or was revoked. Make one under 'API info' in the user menu"
                + " of Statuspage and bind it.");
  }

  @Test
  void other_refusals_are_explained() {
    page.insteadOfWriting(Reply.of(422, "{\"error\":[\"Status is invalid\"]}"));
    assertThatThrownBy(() -> incident().send(STARTED, context))
        .hasMessageContaining("HTTP 422, '{\"error\":[\"Status is invalid\"]}'")
        .hasMessageContaining("such as one that was closed by hand");
    page.insteadOfWriting(Reply.of(404, ""));
    assertThatThrownBy(() -> incident().send(STARTED, context))
        .hasMessageContaining("there is no such page");
    for (int i = 0; i < 4; i++) {
      page.insteadOfWriting(Reply.of(420, ""));
    }
    assertThatThrownBy(() -> incident().send(STARTED, context))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("after 4 attempts")
        .hasMessageContaining("Take a key of its own for announcements");
  }

  @Test
  void a_message_without_a_run_is_refused() {
    assertThatThrownBy(() -> incident().send(Notes.with("m"), context))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("the message has no fact 'run'");
  }

  @Test
  void a_state_of_the_wrong_kind_is_refused() {
    assertThatThrownBy(
            () -> maintenance().states(m -> IncidentState.RESOLVED).send(STARTED, context))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("it is an incident's, and this is a maintenance");
  }

  @Test
  void wrong_settings_are_refused_at_once() {
    assertThatThrownBy(() -> Channels.statuspageIncident("a/b", KEY))
        .hasMessageContaining("is no id of a page");
    assertThatThrownBy(() -> Channels.statuspageMaintenance("a", KEY, Duration.ZERO))
        .hasMessageContaining("must take longer than nothing");
  }
}
