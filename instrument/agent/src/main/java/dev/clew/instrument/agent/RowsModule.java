package dev.clew.instrument.agent;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/// How many rows were read of each result of JDBC, only where
/// `otel.instrumentation.jdbc-rows.enabled` asks for it.
public final class RowsModule extends InstrumentationModule {
  private static final String RESULT = "java.sql.ResultSet";

  public RowsModule() {
    super("jdbc-rows");
  }

  @Override
  public boolean defaultEnabled() {
    return false;
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new Results());
  }

  @Override
  public boolean isHelperClass(String name) {
    return name.equals(RowCount.class.getName());
  }

  @Override
  public List<String> getAdditionalHelperClassNames() {
    return List.of(RowCount.class.getName());
  }

  /// Of whatever driver and pool.
  private static final class Results implements TypeInstrumentation {
    @Override
    public ElementMatcher<ClassLoader> classLoaderOptimization() {
      return hasClassesNamed(RESULT);
    }

    @Override
    public ElementMatcher<TypeDescription> typeMatcher() {
      return implementsInterface(named(RESULT));
    }

    @Override
    public void transform(TypeTransformer transformer) {
      transformer.applyAdviceToMethod(
          named("next").and(takesNoArguments()), NextRowAdvice.class.getName());
      transformer.applyAdviceToMethod(
          named("close").and(takesNoArguments()), LastRowAdvice.class.getName());
    }
  }
}
