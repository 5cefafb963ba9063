package dev.vaultgate.client.bedrock;

import java.util.regex.Pattern;

/**
 * Who made a model. Converse is the same for all, but for {@code additionalModelRequestFields},
 * which go to the model in its maker's own words. The maker stands in the model's id, behind a
 * region or the path of an ARN; an ARN of the operator's own tells none.
 */
enum Maker {
  ANTHROPIC("anthropic"),
  AMAZON("amazon"),
  COHERE("cohere"),
  MISTRAL("mistral"),
  OPENAI("openai"),
  STABILITY("stability"),
  OTHER("");

  private final Pattern pattern;

  Maker(String word) {
    this.pattern = Pattern.compile("(?:^|[./])" + word + "\\.");
  }

  static Maker of(String model) {
    for (Maker maker : values()) {
      if (maker != OTHER && maker.pattern.matcher(model).find()) {
        return maker;
      }
    }
    return OTHER;
  }
}
