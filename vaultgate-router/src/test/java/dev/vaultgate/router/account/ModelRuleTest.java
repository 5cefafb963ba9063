package dev.vaultgate.router.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRuleTest {

  private static final PublicModel MODEL = model("gpt-4o-text", ModelType.TEXT);

  @Test
  void withoutARuleEveryModelMayBeUsed() {
    assertThat(ModelRule.ALL.allows(MODEL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o-text", "gpt-4o*", "gpt-4o-text*", "*"})
  void anIdOrTheBeginningOfOneAllowsIt(String rule) {
    assertThat(models(rule).allows(MODEL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o",
        "GPT-4O-TEXT",
        "gpt-4o-text-mini*",
        "4o-text",
        "gpt-4о-text",
        "GPT*",
        "gpt?4o-text"
      })
  void s24WhatIsOnlyLikeItDoesNot(String rule) {
    assertThat(models(rule).allows(MODEL)).isFalse();
  }

  @Test
  void oneOfSeveralRulesIsEnough() {
    assertThat(models("claude*", "gpt-4o-text").allows(MODEL)).isTrue();
  }

  @Test
  void aTypeAllowsItsModelsAlone() {
    ModelRule rule = new ModelRule(Set.of(), Set.of(ModelType.IMAGE));

    assertThat(rule.allows(model("dall-e-3-image", ModelType.IMAGE))).isTrue();
    assertThat(rule.allows(MODEL)).isFalse();
  }

  @Test
  void whereIdsAndTypesAreGivenBothMustFit() {
    ModelRule rule = new ModelRule(Set.of("gpt*"), Set.of(ModelType.IMAGE));

    assertThat(rule.allows(MODEL)).isFalse();
    assertThat(rule.allows(model("gpt-image-1-image", ModelType.IMAGE))).isTrue();
    assertThat(rule.allows(model("dall-e-3-image", ModelType.IMAGE))).isFalse();
  }

  private static ModelRule models(String... rules) {
    return new ModelRule(Set.of(rules), Set.of());
  }

  private static PublicModel model(String id, ModelType type) {
    return new PublicModel(id, type, List.of(id), List.of());
  }
}
