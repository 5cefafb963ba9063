package dev.vaultgate.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;

/** A class whose package has a {@code package-info.java} that carries an annotation. */
final class HavePackage extends ArchCondition<JavaClass> {

  private final Class<? extends Annotation> annotation;

  HavePackage(Class<? extends Annotation> annotation) {
    super("have a package-info with @" + annotation.getSimpleName());
    this.annotation = annotation;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean annotated =
        type.getPackage()
            .tryGetPackageInfo()
            .map(info -> info.isAnnotatedWith(annotation))
            .orElse(false);
    String message = type.getName() + " is in a package without @" + annotation.getSimpleName();
    events.add(new SimpleConditionEvent(type, annotated, message));
  }
}
