package dev.sallyport.bench;

import com.yomahub.liteflow.builder.LiteFlowNodeBuilder;
import com.yomahub.liteflow.builder.el.LiteFlowChainELBuilder;
import com.yomahub.liteflow.core.FlowExecutor;
import com.yomahub.liteflow.core.FlowExecutorHolder;
import com.yomahub.liteflow.core.NodeComponent;
import com.yomahub.liteflow.flow.LiteflowResponse;
import com.yomahub.liteflow.property.LiteflowConfig;
import java.util.Collections;
import java.util.concurrent.atomic.LongAdder;

/** The same graphs in LiteFlow, which records nothing. */
final class LiteFlow {
  private static final LongAdder COUNTER = new LongAdder();

  private final FlowExecutor executor;

  LiteFlow() {
    LiteflowConfig config = new LiteflowConfig();
    config.setPrintBanner(false);
    config.setPrintExecutionLog(false);
    config.setEnableLog(false);
    config.setRuleSource("");
    executor = FlowExecutorHolder.loadInstance(config);
    LiteFlowNodeBuilder.createCommonNode()
        .setId("count")
        .setName("count")
        .setClazz(Count.class)
        .build();
  }

  void chain(String id, int length) {
    build(id, "THEN(" + repeat("count", length) + ")");
  }

  void layers(String id, int layers, int width) {
    build(id, "THEN(" + repeat("WHEN(" + repeat("count", width) + ")", layers) + ")");
  }

  private static String repeat(String word, int times) {
    return String.join(",", Collections.nCopies(times, word));
  }

  private static void build(String id, String expression) {
    LiteFlowChainELBuilder.createChain().setChainId(id).setEL(expression).build();
  }

  /** Runs a chain and returns how many steps have counted themselves since the beginning. */
  long run(String id) {
    LiteflowResponse response = executor.execute2Resp(id, null);
    if (!response.isSuccess()) {
      throw new IllegalStateException("LiteFlow failed.", response.getCause());
    }
    return COUNTER.sum();
  }

  /** The step. LiteFlow makes its instances, so its counter cannot be handed in. */
  public static final class Count extends NodeComponent {
    @Override
    public void process() {
      COUNTER.increment();
    }
  }
}
