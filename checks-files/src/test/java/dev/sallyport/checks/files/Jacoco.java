package dev.sallyport.checks.files;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.jacoco.report.IReportVisitor;
import org.jacoco.report.xml.XMLFormatter;

/** JaCoCo itself, run on one class within this process. */
final class Jacoco {
  private Jacoco() {}

  /** Writes the report on {@link HalfRun}, which ran; or on no class at all. */
  static void report(Path file, boolean withClass) throws Exception {
    byte[] original = bytes();
    LoggerRuntime runtime = new LoggerRuntime();
    RuntimeData data = new RuntimeData();
    runtime.startup(data);
    byte[] probed = new Instrumenter(runtime).instrument(original, "HalfRun");
    IntUnaryOperator run = (IntUnaryOperator) new Defining(probed).define();
    run.applyAsInt(2);
    ExecutionDataStore executed = new ExecutionDataStore();
    SessionInfoStore sessions = new SessionInfoStore();
    data.collect(executed, sessions, false);
    runtime.shutdown();
    CoverageBuilder coverage = new CoverageBuilder();
    if (withClass) {
      new Analyzer(executed, coverage).analyzeClass(original, "HalfRun");
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      IReportVisitor visitor = new XMLFormatter().createVisitor(out);
      visitor.visitInfo(sessions.getInfos(), List.copyOf(executed.getContents()));
      visitor.visitBundle(coverage.getBundle("shop"), null);
      visitor.visitEnd();
    }
  }

  private static byte[] bytes() throws Exception {
    try (InputStream in = HalfRun.class.getResourceAsStream("HalfRun.class")) {
      return in.readAllBytes();
    }
  }

  private static final class Defining extends ClassLoader {
    private final byte[] code;

    Defining(byte[] code) {
      super(HalfRun.class.getClassLoader());
      this.code = code;
    }

    Object define() throws ReflectiveOperationException {
      Class<?> type = defineClass(HalfRun.class.getName(), code, 0, code.length);
      return type.getDeclaredConstructor().newInstance();
    }
  }
}
