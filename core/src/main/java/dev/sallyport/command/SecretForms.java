package dev.sallyport.command;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The spellings under which a secret value is looked for in what a command writes. */
final class SecretForms {
  // Shorter texts stand in any output by chance once they are cut out of a value or encoded.
  private static final int SHORTEST = 6;

  private SecretForms() {}

  /** Returns the values as bytes: as they are, by line, and in the common encodings. */
  static Collection<byte[]> of(Collection<String> values, Charset charset) {
    Map<ByteBuffer, byte[]> forms = new LinkedHashMap<>();
    for (String value : values) {
      for (String spelling : spellings(value)) {
        for (Charset used : List.of(charset, StandardCharsets.UTF_8)) {
          byte[] bytes = spelling.getBytes(used);
          forms.put(ByteBuffer.wrap(bytes), bytes);
        }
      }
    }
    return forms.values();
  }

  private static List<String> spellings(String value) {
    String bare = value.strip();
    List<String> all = new ArrayList<>(List.of(value, bare));
    if (bare.length() >= SHORTEST) {
      bare.lines().map(String::strip).filter(l -> l.length() >= SHORTEST).forEach(all::add);
      for (String encoded : List.of(value, bare)) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        all.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      }
      String form = URLEncoder.encode(bare, StandardCharsets.UTF_8);
      all.add(form);
      all.add(form.replace("+", "%20"));
      all.add(bare.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }
    return all;
  }
}
