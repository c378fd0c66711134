package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordTest {
  @Test
  void show() {
    assertThat(Tale.rolledBack().report().incident()).isEqualTo("");
  }
}
