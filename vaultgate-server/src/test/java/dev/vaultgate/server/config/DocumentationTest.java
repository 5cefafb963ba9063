package dev.vaultgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.route.RouteSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on configuration says what is so. */
class DocumentationTest {

  @TempDir Path folder;

  private static String page() throws Exception {
    return Files.readString(Path.of("..", "docs", "configuration.md"));
  }

  private static String example() throws Exception {
    String page = page();
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  private ServerConfig read(String yaml) throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, yaml);
    return ConfigReader.read(
        new CommandLine(file, null, null, null, false, false),
        Map.of(
            "OPENAI_API_KEY",
            "sk-1",
            "GROQ_API_KEY",
            "gsk-1",
            "GROQ_API_KEY_2",
            "gsk-2",
            "METRICS_TOKEN",
            "t",
            "ADMIN_KEY",
            "sixteen-or-more!",
            "STRIPE_SECRET_KEY",
            "sk_1",
            "STRIPE_WEBHOOK_SECRET",
            "whsec_1",
            "ALERT_SECRET",
            "hush",
            "SMTP_PASSWORD",
            "hush"));
  }

  @Test
  void everyQuirkIsToldOf() throws Exception {
    String page = page();

    assertThat(Quirk.values())
        .allSatisfy(quirk -> assertThat(page).contains("`" + quirk.id() + "`"));
  }

  @Test
  void exampleIsTakenAndItsDefaultsAreTheDefaults() throws Exception {
    ServerConfig shown = read(example());
    ServerConfig usual = read("");

    assertThat(shown.listen().host()).isEqualTo(usual.listen().host());
    assertThat(shown.listen().port()).isEqualTo(usual.listen().port());
    assertThat(shown.bounds().bodyBytesMax()).isEqualTo(usual.bounds().bodyBytesMax());
    assertThat(shown.bounds().threadsMax()).isEqualTo(usual.bounds().threadsMax());
    assertThat(shown.bounds().headTime()).isEqualTo(usual.bounds().headTime());
    assertThat(shown.bounds().bodyTime()).isEqualTo(usual.bounds().bodyTime());
    assertThat(shown.bounds().idleTime()).isEqualTo(usual.bounds().idleTime());
    assertThat(shown.bounds().heartbeat()).isEqualTo(usual.bounds().heartbeat());
    assertThat(shown.stop().drain()).isEqualTo(usual.stop().drain());
    assertThat(shown.stop().pause()).isEqualTo(Duration.ofSeconds(2));
    assertThat(shown.timeouts()).isEqualTo(Timeouts.DEFAULT);
    assertThat(shown.routing()).isEqualTo(RouteSettings.DEFAULT);
    assertThat(shown.usage()).isEqualTo(usual.usage());
  }
}
