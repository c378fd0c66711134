package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Writes the files of a skeleton. */
final class SkeletonWriter {
  private static final Set<String> TAKEN =
      Set.of(
          "Plan",
          "Phase",
          "SallyportCli",
          "String",
          "System",
          "Override",
          "Object",
          "Percent",
          "Rate",
          "DataSize",
          "Command",
          "Duration",
          "Long",
          "Double",
          "Gate",
          "Metric",
          "Evidence",
          "Reading",
          "StepBody",
          "OnFailure");
  private static final String IMPORTS =
      """
      import static dev.sallyport.plan.Dsl.approval;
      import static dev.sallyport.plan.Dsl.gate;
      import static dev.sallyport.plan.Dsl.monitor;
      import static dev.sallyport.plan.Dsl.phase;
      import static dev.sallyport.plan.Dsl.step;
      %s
      import dev.sallyport.check.DataSize;
      import dev.sallyport.check.Percent;
      import dev.sallyport.check.Rate;
      import dev.sallyport.command.Command;
      import dev.sallyport.plan.Phase;
      import java.time.Duration;
      """;

  private final Checklist list;
  private final String packageName;
  private final String className;

  SkeletonWriter(Checklist list, String packageName, String className) {
    this.list = list;
    this.packageName = packageName;
    this.className = className.isEmpty() ? classOf(list) : className;
    if (!packageName.isEmpty() && !SourceVersion.isName(packageName)) {
      throw new IllegalArgumentException(
          "'" + packageName + "' is no name of a Java package. Give one such as com.acme.deploy.");
    }
    if (!SourceVersion.isIdentifier(this.className)
        || SourceVersion.isKeyword(this.className)
        || TAKEN.contains(this.className)) {
      throw new IllegalArgumentException(
          "'"
              + this.className
              + "' cannot be the class of the plan: it is no Java name, or one that its code uses."
              + " Give one such as ShopDeployment.");
    }
  }

  private static String classOf(Checklist list) {
    String name = Names.type(list.title());
    return name.isEmpty() || TAKEN.contains(name) ? name + "ImportedPlan" : name;
  }

  Skeleton write() {
    List<Checklist.Stretch> phases =
        list.stretches().stream().filter(stretch -> !stretch.planned().isEmpty()).toList();
    if (phases.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no item in "
              + list.name()
              + " that could stand in a plan: no box to tick ('- [ ] ...'), no numbered line, no row of a"
              + " table, no shell. Give the list whose items are to be done.");
    }
    String byHand = className + "ByHand";
    String helpers =
        List.of(
                "askPeople",
                "byHand",
                "notAutomated",
                "takenBackByHand",
                "walkedBackByHand",
                "LOOK_EVERY",
                "OPERATOR",
                "PATIENCE")
            .stream()
            .map(name -> "import static " + qualified(byHand) + "." + name + ";\n")
            .collect(Collectors.joining());
    boolean named = !packageName.isEmpty();
    String head = packageLine() + IMPORTS.formatted(named ? helpers : "");
    PhasesWriter writer = new PhasesWriter(head, className + "Phases");
    Checklist.Stretch walkedBack =
        phases.stream().filter(SkeletonWriter::hasStep).findFirst().orElse(phases.get(0));
    List<String> calls = new ArrayList<>();
    for (Checklist.Stretch phase : phases) {
      calls.add(writer.write(phase, phase.equals(walkedBack) ? walkBack() : ""));
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put(className, plan(calls));
    files.putAll(writer.files());
    files.put(byHand, ByHandWriter.write(packageLine(), byHand));
    return new Skeleton(packageName, className, files, new GapReport(list));
  }

  private static boolean hasStep(Checklist.Stretch stretch) {
    return stretch.items().stream().anyMatch(item -> item.kind() == Kind.STEP);
  }

  private String packageLine() {
    return packageName.isEmpty() ? "" : "package " + packageName + ";\n\n";
  }

  private String qualified(String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  private String plan(List<String> calls) {
    return packageLine()
        + "import dev.sallyport.cli.SallyportCli;\nimport dev.sallyport.plan.Plan;\n\n"
        + "// "
        + JavaText.comment(list.title())
        + ": imported from "
        + JavaText.comment(list.name())
        + ".\n\n"
        + """
        /**
         * The checklist as a plan. It can be run as it is: what is not automated yet it asks of people, and
         * nothing in it passes by itself.
         */
        public final class %1$s {
          private %1$s() {}

          /** Returns the plan. */
          public static Plan plan() {
            return Plan.named(%2$s, 1)
                .phases(
                    %3$s)
                .build();
          }

          /** Runs the command line of the plan. */
          public static void main(String[] args) {
            System.exit(SallyportCli.of(%1$s::plan).run(args));
          }
        }
        """
            .formatted(
                className,
                JavaText.literal(new Names().node(list.title())),
                String.join(",\n            ", calls));
  }

  /** What the checklist says about going back stands behind everything else that is undone. */
  private String walkBack() {
    List<Item> undos =
        list.stretches().stream().flatMap(stretch -> stretch.undos().stream()).toList();
    if (undos.isEmpty()) {
      return "";
    }
    StringBuilder code = new StringBuilder("        // going back, as the checklist has it:\n");
    for (Item item : undos) {
      code.append("        // line ").append(item.line()).append(": ");
      code.append(JavaText.comment(item.text())).append('\n');
      for (Script script : item.scripts()) {
        code.append("        // suggested: context -> ")
            .append(JavaText.comment(CommandText.of(script)));
        code.append(".run(context)\n");
      }
    }
    String all = undos.stream().map(Item::text).collect(Collectors.joining("; "));
    code.append("        .onRollback(walkedBackByHand(");
    return code.append(JavaText.literal(Names.cut(all, 1000))).append("))\n").toString();
  }
}
