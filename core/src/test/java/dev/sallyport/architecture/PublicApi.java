package dev.sallyport.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What users of the core can see of it. */
final class PublicApi {

  private static final List<String> HIDDEN =
      List.of("com.fasterxml.", "com.google.", "io.github.resilience4j.");

  /** A policy may be given as one of these; it is never given back. */
  private static final Set<String> ACCEPTED_AS_PARAMETER =
      Set.of("io.github.resilience4j.retry.RetryConfig");

  static final DescribedPredicate<JavaClass> PUBLIC_TYPE =
      DescribedPredicate.describe(
          "are public, with all the types around them", PublicApi::isPublic);

  private PublicApi() {}

  static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && type.getEnclosingClass().map(PublicApi::isPublic).orElse(true);
  }

  static ArchCondition<JavaClass> showNoLibrary() {
    return new ArchCondition<>("show no type of " + HIDDEN) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
            .forEach(parent -> report(type, type.getDescription(), parent, events));
        type.getTypeParameters()
            .forEach(variable -> report(type, type.getDescription(), variable, events));
        type.getFields().stream()
            .filter(PublicApi::isSeen)
            .forEach(field -> checkField(type, field, events));
        Stream.concat(type.getMethods().stream(), type.getConstructors().stream())
            .filter(PublicApi::isSeen)
            .forEach(unit -> checkCodeUnit(type, unit, events));
      }
    };
  }

  private static void checkField(JavaClass type, JavaField field, ConditionEvents events) {
    report(type, field.getDescription(), field.getType(), events);
  }

  private static void checkCodeUnit(JavaClass type, JavaCodeUnit unit, ConditionEvents events) {
    String where = unit.getDescription();
    if (!(unit instanceof JavaConstructor)) {
      report(type, where, unit.getReturnType(), events);
    }
    unit.getTypeParameters().forEach(variable -> report(type, where, variable, events));
    unit.getParameterTypes().stream()
        .filter(parameter -> !ACCEPTED_AS_PARAMETER.contains(parameter.getName()))
        .forEach(parameter -> report(type, where, parameter, events));
    unit.getExceptionTypes().forEach(thrown -> report(type, where, thrown, events));
  }

  private static boolean isSeen(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  private static void report(JavaClass type, String where, JavaType seen, ConditionEvents events) {
    seen.getAllInvolvedRawTypes().stream()
        .map(JavaClass::getBaseComponentType)
        .filter(raw -> HIDDEN.stream().anyMatch(raw.getName()::startsWith))
        .forEach(
            raw ->
                events.add(SimpleConditionEvent.violated(type, where + " shows " + raw.getName())));
  }
}
