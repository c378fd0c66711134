package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.plan.Phase;
import java.time.Duration;

/**
 * The checklist's phase "Infrastructure Deployment".
 *
 * <p>Its commands say less than they seem to:
 *
 * <ul>
 *   <li>{@code redis-cli --cluster check} exits with 0 while a replica is dead.
 *   <li>{@code mongo} is not shipped any more since MongoDB 6, and {@code rs.status()} prints a
 *       state that nobody judges. {@code setReadPref} sets the preference of that shell, which ends
 *       with the command: it verifies nothing. Here 50 reads are made, and who answered is counted.
 *   <li>{@code celery worker --concurrency=4 &} starts one worker of four processes, and the shell
 *       says 0 before it has started. {@code inspect active} lists what runs just now: nothing,
 *       where all is well. Here workers are asked one by one, and a task goes all the way.
 * </ul>
 *
 * <p>Servers and workers are started by who supervises them, not by the plan.
 */
final class InfrastructureDeployment {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final AnalyticsSystems on;

  InfrastructureDeployment(AnalyticsSystems on) {
    this.on = on;
  }

  Phase redis() {
    return phase("Deploy Redis Cluster")
        .gate(
            on.soon(
                    "nodes-up",
                    on.redis
                        .clusterConfigAgreement()
                        .expecting(on.at.data().redis().size())
                        .and(on.redis.clusterLinks()))
                .covers("P3-031")
                .label("Redis cluster nodes up and running"))
        .gate(
            on.soon("slots", on.redis.slotCoverage().and(on.redis.openSlots()))
                .covers("P3-032")
                .label("Cluster slots properly distributed"))
        .gate(
            on.soon("replication", on.redis.replicationLink().replicasPerPrimary(1))
                .covers("P3-033")
                .label("Replication working (check `INFO replication`)"))
        .gate(
            on.soon("persistence", on.redis.persistenceAof())
                .covers("P3-034")
                .label("Persistence configured (AOF or RDB)"));
  }

  Phase mongo() {
    String responses = Manage.database(on.at.data().database()) + ".responses";
    return phase("Configure MongoDB Read Replicas")
        .gate(
            on.soon(
                    "replica-set",
                    on.mongo
                        .replicaSetHealth(on.at.data().mongo().size())
                        .and(on.mongo.majorityCommit(Duration.ofSeconds(2))))
                .covers("P3-035")
                .label("Replica set healthy (all members PRIMARY/SECONDARY)"))
        .gate(
            on.soon("replication-lag", on.mongo.replicationLag(A_SECOND))
                .covers("P3-036")
                .label("Replication lag <1 second"))
        .gate(
            on.soon(
                    "read-preference",
                    on.mongo.readPreference(
                        responses, "readPreference=secondaryPreferred", percent(90)))
                .covers("P3-037")
                .label("Read preference configured correctly"))
        .gate(
            on.soon("connections", on.mongo.connectionPool(20, 100))
                .covers("P3-038")
                .label("Connection pooling tested"));
  }

  Phase celery() {
    int workers = InfrastructureReadiness.WORKERS;
    return phase("Deploy Celery Workers")
        .gate(
            on.soon(
                    "workers-started",
                    on.celery
                        .workersPing()
                        .expecting(workers)
                        .and(
                            on.celery
                                .workerCapability()
                                .queue("celery", workers)
                                .tasks("app.add", "reports.send")))
                .covers("P3-039")
                .label("Celery workers started (minimum 4)"))
        .gate(
            on.soon("beat", on.celery.beatAlive("canary", A_SECOND).slack(Duration.ofSeconds(3)))
                .covers("P3-040")
                .label("Celery Beat scheduler running"))
        .gate(
            on.soon(
                    "heartbeats",
                    on.celery.workerHeartbeat().and(on.celery.workersPing().expecting(workers)))
                .covers("P3-041")
                .label("Workers can connect to broker (Redis)"))
        .gate(
            on.soon(
                    "round-trip",
                    on.celery
                        .taskRoundtrip("app.add")
                        .with(2, 3)
                        .returning(5)
                        .below(Duration.ofSeconds(5)))
                .covers("P3-042")
                .label("Test task execution successful"));
  }
}
