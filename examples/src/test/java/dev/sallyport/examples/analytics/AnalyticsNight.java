package dev.sallyport.examples.analytics;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.sallyport.checks.mongo.ScriptedMongo;
import dev.sallyport.examples.checklist.CommandLine;
import java.io.IOException;

/**
 * The analytics platform's deployment as a process of its own, as {@link AnalyticsDeployment} is;
 * but its replica set follows a script, since no mongod can be had here.
 */
final class AnalyticsNight {
  private static final ScriptedMongo SET = ScriptedMongo.healthy(3);

  private AnalyticsNight() {}

  private static AnalyticsSystems systems(AnalyticsSettings settings) {
    MongoClient client = MongoClients.create(settings.data().database());
    new Replication(SET, client.getDatabase(MongoPart.NAME));
    return AnalyticsSystems.with(settings, SET.checks());
  }

  public static void main(String[] arguments) throws IOException {
    System.exit(
        new CommandLine<>(AnalyticsSettings.class, AnalyticsNight::systems, AnalyticsPlan::of)
            .run(arguments));
  }
}
