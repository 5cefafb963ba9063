package dev.vaultgate.api;

import java.util.List;

/**
 * The content of a message: one string, or parts. Both spellings are kept apart, so that what a
 * caller wrote as a string is sent on as a string.
 */
public sealed interface Content {

  /** The parts; a string is one text part. */
  List<ContentPart> parts();

  /** All text parts, joined without a separator. */
  default String text() {
    StringBuilder text = new StringBuilder();
    for (ContentPart part : parts()) {
      if (part instanceof ContentPart.Text t) {
        text.append(t.text());
      }
    }
    return text.toString();
  }

  static Content of(String text) {
    return new Plain(text);
  }

  static Content of(ContentPart... parts) {
    return new Parts(List.of(parts));
  }

  static Content of(List<ContentPart> parts) {
    return new Parts(parts);
  }

  /** Content that is written as a JSON string. */
  record Plain(String text) implements Content {
    @Override
    public List<ContentPart> parts() {
      return List.of(new ContentPart.Text(text));
    }
  }

  /** Content that is written as a JSON array. */
  record Parts(List<ContentPart> parts) implements Content {
    public Parts {
      parts = List.copyOf(parts);
    }
  }
}
