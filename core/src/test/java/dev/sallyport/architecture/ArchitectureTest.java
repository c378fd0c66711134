package dev.sallyport.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.CacheMode;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The shape of the core: which way its arrows go, and what its code may not touch. */
@AnalyzeClasses(
    packages = "dev.sallyport",
    importOptions = ImportOption.DoNotIncludeTests.class,
    cacheMode = CacheMode.PER_CLASS)
class ArchitectureTest {

  private static final String ROOT = "dev.sallyport.";

  /** Each package of the core, and the packages of ours it may know. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "check", Set.of(),
          "plan", Set.of("check"),
          "journal", Set.of("plan", "check"),
          "engine", Set.of("journal", "plan", "check"),
          "command", Set.of("plan", "check"),
          "report", Set.of("journal", "plan", "check"),
          "review", Set.of("plan", "check"));

  /**
   * The only classes that may ask the machine for time or chance, or sleep: the edge, where both
   * come in. Everything else is given them. Name each with what it is there for.
   */
  private static final Set<String> EDGE =
      Set.of(
          ROOT + "check.Sample", // a real sample's pauses
          ROOT + "command.Deadline", // the time of processes, which is real
          ROOT + "engine.EngineOptions", // the default clock
          ROOT + "engine.Host", // the default draws for jitter
          ROOT + "engine.RunIds"); // the tail of a run's id

  @ArchTest
  static final ArchRule arrows_go_one_way =
      classes()
          .should(knowOnlyThePackagesItsOwnMayKnow())
          .allowEmptyShould(true)
          .because(
              "the arrows of docs and code are the same; a new package adds its own to ARROWS");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule a_type_lives_where_it_is_used =
      noClasses()
          .should()
          .resideInAnyPackage("..internal..", "..impl..", "..util..", "..common..", "..exception..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothing_is_shared_between_engines =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .allowEmptyShould(true)
          .because("two engines in one process share nothing");

  @ArchTest
  static final ArchRule time_and_chance_come_in_at_the_edge =
      noClasses()
          .that(areNotOfTheEdge())
          .should()
          .accessTargetWhere(asksTheMachineForTimeOrChance())
          .allowEmptyShould(true)
          .because("what is replayed must come out the same; take the clock of the context");

  @ArchTest
  static final ArchRule public_signatures_show_no_library =
      classes()
          .that(PublicApi.PUBLIC_TYPE)
          .should(PublicApi.showNoLibrary())
          .allowEmptyShould(true)
          .because("a library we use inside must stay ours to replace");

  private static ArchCondition<JavaClass> knowOnlyThePackagesItsOwnMayKnow() {
    return new ArchCondition<>("know only the packages its own may know") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String own = roomOf(type);
        Set<String> known = ARROWS.get(own);
        if (known == null) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in a package that has no line in ARROWS"));
          return;
        }
        type.getDirectDependenciesFromSelf().stream()
            .filter(arrow -> arrow.getTargetClass().getPackageName().startsWith("dev.sallyport"))
            .filter(arrow -> !roomOf(arrow.getTargetClass()).equals(own))
            .filter(arrow -> !known.contains(roomOf(arrow.getTargetClass())))
            .forEach(
                arrow -> events.add(SimpleConditionEvent.violated(type, arrow.getDescription())));
      }
    };
  }

  /** The first part of the package's name below ours; empty for our root package itself. */
  private static String roomOf(JavaClass type) {
    String name = type.getPackageName() + ".";
    return name.length() <= ROOT.length()
        ? ""
        : name.substring(ROOT.length(), name.indexOf('.', ROOT.length()));
  }

  private static DescribedPredicate<JavaClass> areNotOfTheEdge() {
    return DescribedPredicate.describe(
        "are not of the edge " + EDGE.stream().sorted().toList(),
        type -> !EDGE.contains(outermost(type).getName()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static DescribedPredicate<JavaAccess<?>> asksTheMachineForTimeOrChance() {
    return DescribedPredicate.describe(
        "asks the machine for time or chance, or sleeps",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String name = access.getTarget().getName();
          if (owner.isEquivalentTo(Clock.class)) {
            return name.startsWith("system") || name.startsWith("tick") && !name.equals("tick");
          }
          if (owner.isEquivalentTo(InstantSource.class)) {
            return name.equals("system");
          }
          if (owner.getPackageName().equals("java.time")) {
            return name.equals("now") && !takesClock(access);
          }
          if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis") || name.equals("nanoTime");
          }
          if (owner.isEquivalentTo(Math.class)) {
            return name.equals("random");
          }
          if (owner.isEquivalentTo(UUID.class)) {
            return name.equals("randomUUID");
          }
          if (owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class)) {
            return name.equals("sleep");
          }
          if (owner.isEquivalentTo(Random.class) || owner.isEquivalentTo(SplittableRandom.class)) {
            return name.equals(JavaConstructor.CONSTRUCTOR_NAME) && takesNothing(access);
          }
          return owner.isEquivalentTo(ThreadLocalRandom.class)
              || owner.isEquivalentTo(SecureRandom.class);
        });
  }

  private static boolean takesClock(JavaAccess<?> access) {
    return access.getTarget().getFullName().contains("(" + Clock.class.getName() + ")");
  }

  private static boolean takesNothing(JavaAccess<?> access) {
    return access.getTarget().getFullName().endsWith("()");
  }

  /** The rules above allow an empty set, so they would pass if no class were found at all. */
  @ArchTest
  static void there_is_something_to_judge(JavaClasses core) {
    if (core.isEmpty()) {
      throw new AssertionError("No class of the core was found: these rules judged nothing.");
    }
  }
}
