package dev.vaultgate.router.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFamilyTest {

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, O200K",
    "gpt-4o-2024-08-06, O200K",
    "openai/gpt-4o-mini, GPT_4O_MINI",
    "gpt-4.1-mini, O200K",
    "gpt-5.4, O200K",
    "o1, O200K",
    "azure/o3-mini, O200K",
    "openai.gpt-oss-120b-1:0, O200K",
    "gpt-4, CL100K",
    "gpt-4-turbo, CL100K",
    "gpt-35-turbo, CL100K",
    "text-embedding-3-small, CL100K",
    "claude-3-7-sonnet-20250219, CLAUDE",
    "claude-sonnet-4-20250514, CLAUDE",
    "claude-sonnet-4-5, CLAUDE",
    "us.anthropic.claude-opus-4-6-v1:0, CLAUDE",
    "claude-opus-4-7, CLAUDE_4_7",
    "anthropic/claude-opus-4.8, CLAUDE_4_7",
    "claude-opus-4-10, CLAUDE_4_7",
    "claude-sonnet-5, CLAUDE_4_7",
    "models/gemini-2.5-pro, GEMINI",
    "google/gemma-3-27b-it, GEMINI",
    "deepseek-chat, DEEPSEEK",
    "command-a-03-2025, COHERE",
    "llama-3.3-70b-versatile, OTHER",
    "demo, OTHER"
  })
  void aModelsNameTellsItsFamily(String model, TokenFamily family) {
    assertThat(TokenFamily.of(model)).isEqualTo(family);
  }

  @Test
  void anEstimateRoundsUpAndIsNothingForNothing() {
    assertThat(TokenFamily.OTHER.count("")).isZero();
    assertThat(TokenFamily.OTHER.count("abcde")).isEqualTo(2);
    assertThat(TokenFamily.CLAUDE.count("a".repeat(350))).isEqualTo(100);
  }

  @Test
  void aCharacterCountsByItsBytes() {
    assertThat(TokenFamily.OTHER.count("é".repeat(4))).isEqualTo(2);
    assertThat(TokenFamily.OTHER.count("漢".repeat(4))).isEqualTo(3);
    assertThat(TokenFamily.OTHER.count("😀".repeat(4))).isEqualTo(4);
  }

  @Test
  void noSizeOverflows() {
    assertThat(TokenFamily.OTHER.bytesOfTokens(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(TokenFamily.OTHER.bytesOfTokens(100)).isEqualTo(400);
  }

  @Test
  void anEstimateIsTakenWithAWiderMarginThanACount() {
    assertThat(TokenFamily.withMargin(1_000, true)).isEqualTo(1_050);
    assertThat(TokenFamily.withMargin(1_000, false)).isEqualTo(1_400);
  }
}
