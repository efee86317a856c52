package dev.clew.instrument.agent;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers;
import net.bytebuddy.description.annotation.AnnotationSource;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/// Finds the methods that the application marked with Clew's annotation.
final class TracedMethods implements TypeInstrumentation {
  private static final String TRACED = "dev.clew.instrument.Traced";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return AgentElementMatchers.hasClassesNamed(TRACED);
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return not(isInterface()).and(isTraced().or(declaresMethod(isTraced())));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        isMethod().and(not(isStatic())).and(isTraced().or(isPublicOfTraced())),
        TracedAdvice.class.getName());
  }

  private static <T extends AnnotationSource> ElementMatcher.Junction<T> isTraced() {
    return isAnnotatedWith(named(TRACED));
  }

  private static ElementMatcher.Junction<MethodDescription> isPublicOfTraced() {
    return isPublic()
        .and(not(isSynthetic()))
        .and(method -> isTraced().matches(method.getDeclaringType().asErasure()));
  }
}
