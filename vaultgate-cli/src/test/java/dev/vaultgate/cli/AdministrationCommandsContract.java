package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every command of administration does, wherever the store is. */
abstract class AdministrationCommandsContract {

  @TempDir Path folder;

  /** The options that say where the store is. */
  abstract List<String> place();

  Path store() {
    return folder.resolve("test.db");
  }

  final Cli.Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(place());
    return Cli.in(folder).run(all);
  }

  private String created(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of("keys", "create", "--json", "--name", name));
    arguments.addAll(List.of(more));
    Cli.Result result = run(arguments.toArray(String[]::new));
    assertThat(result.code()).isZero();
    return result.json().path("id").asText();
  }

  @Test
  void newKeyShowsItsSecretOnceAndHowToReadIt() {
    Cli.Result made = run("keys", "create", "--name", "my-app");

    assertThat(made.code()).isZero();
    assertThat(made.out())
        .contains("(my-app) of account operator")
        .containsPattern("\n  vg_\\w{36}\n");
    assertThat(run("keys", "list").out()).contains("my-app").doesNotContainPattern("vg_\\w{36}");
  }

  @Test
  void keyIsWhatTheOptionsSay() {
    JsonNode made =
        run(
                "keys",
                "create",
                "--json",
                "--name",
                "my-app",
                "--user",
                "team",
                "--models",
                "demo-text,demo-i*",
                "--types",
                "text,image",
                "--rpm",
                "7",
                "--concurrency",
                "0",
                "--credit-cap",
                "1.50",
                "--expires",
                "2100-01-31")
            .json();

    JsonNode shown = run("keys", "show", "--json", made.path("id").asText()).json();

    assertThat(made.path("key").asText()).matches("vg_\\w{36}");
    assertThat(shown.has("key")).isFalse();
    assertThat(shown.path("account").asText()).isEqualTo("team");
    assertThat(shown.path("unlimited").asBoolean()).isFalse();
    assertThat(shown.path("models").toString()).isEqualTo("[\"demo-i*\",\"demo-text\"]");
    assertThat(shown.path("types").toString()).isEqualTo("[\"image\",\"text\"]");
    assertThat(shown.path("requests_per_minute").asInt()).isEqualTo(7);
    assertThat(shown.path("concurrency_max").asInt()).isZero();
    assertThat(shown.path("credit_cap").asText()).isEqualTo("1.5");
    assertThat(shown.path("expires_at").asText()).isEqualTo("2100-01-31T00:00:00Z");
    assertThat(shown.path("state").asText()).isEqualTo("active");
  }

  @Test
  void keyIsBoundAsTheOptionsSay() {
    String id =
        created(
            "my-app",
            "--tpm",
            "90000",
            "--credit-per-day",
            "0.50",
            "--credit-per-month",
            "9",
            "--token-quota",
            "1000000",
            "--tokens-per-day",
            "50000",
            "--tokens-per-month",
            "500000",
            "--max-choices",
            "1",
            "--max-images",
            "2",
            "--max-tools",
            "3",
            "--max-messages",
            "4",
            "--networks",
            "10.0.0.0/8,2001:db8::/32",
            "--tags",
            "team=search,stage=test",
            "--store-answers");

    JsonNode shown = run("keys", "show", "--json", id).json();

    assertThat(shown.path("tokens_per_minute").asInt()).isEqualTo(90_000);
    assertThat(shown.path("credit_cap").isNull()).isTrue();
    assertThat(shown.path("credit_per_day").asText()).isEqualTo("0.5");
    assertThat(shown.path("credit_per_month").asText()).isEqualTo("9");
    assertThat(shown.path("token_quota").asInt()).isEqualTo(1_000_000);
    assertThat(shown.path("tokens_per_day").asInt()).isEqualTo(50_000);
    assertThat(shown.path("tokens_per_month").asInt()).isEqualTo(500_000);
    assertThat(shown.path("choices_max").asInt()).isEqualTo(1);
    assertThat(shown.path("images_max").asInt()).isEqualTo(2);
    assertThat(shown.path("tools_max").asInt()).isEqualTo(3);
    assertThat(shown.path("messages_max").asInt()).isEqualTo(4);
    assertThat(shown.path("networks").get(0).asText()).isEqualTo("10.0.0.0/8");
    assertThat(shown.path("tags").toString()).isEqualTo("{\"stage\":\"test\",\"team\":\"search\"}");
    assertThat(shown.path("stores_answers").asBoolean()).isTrue();
    assertThat(shown.path("spending").path("credit_used").asText()).isEqualTo("0");

    run("keys", "update", id, "--token-quota", "none", "--networks", "all", "--no-store-answers");
    JsonNode changed = run("keys", "show", "--json", id).json();
    assertThat(changed.path("token_quota").isNull()).isTrue();
    assertThat(changed.path("tokens_per_day").asInt()).isEqualTo(50_000);
    assertThat(changed.path("networks")).isEmpty();
    assertThat(changed.path("stores_answers").asBoolean()).isFalse();
  }

  @Test
  void projectIsMadeListedShownChangedAndArchived() {
    Cli.Result made =
        run("projects", "create", "search", "--user", "team", "--budget-per-month", "50");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("(search) of account team").contains("keys create");

    run("projects", "update", "search", "--budget", "200", "--rpm", "600", "--tokens-per-day", "9");
    JsonNode shown = run("projects", "show", "--json", "search").json();
    assertThat(shown.path("budget").asText()).isEqualTo("200");
    assertThat(shown.path("budget_per_month").asText()).isEqualTo("50");
    assertThat(shown.path("requests_per_minute").asInt()).isEqualTo(600);
    assertThat(shown.path("tokens_per_day").asInt()).isEqualTo(9);
    assertThat(shown.path("spending").path("tokens_used").asInt()).isZero();
    assertThat(run("projects", "list").out()).contains("search").contains("$50").contains("active");

    run("projects", "archive", "search");
    assertThat(run("projects", "list").out()).contains("archived");
    run("projects", "restore", "search");
    assertThat(run("projects", "list").out()).contains("active");
    assertThat(run("projects", "update", "search", "--budget", "none", "--name", "find").code())
        .isZero();
    assertThat(run("projects", "show", "--json", "find").json().path("budget").isNull()).isTrue();
  }

  @Test
  void s85KeysThatNobodyTouchedPassTheAudit() {
    created("my-app", "--credit-cap", "5");
    run("projects", "create", "search");
    run("keys", "rotate", "my-app");

    Cli.Result result = run("keys", "audit");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("as VaultGate has written them");
  }

  @Test
  void keyOfAProjectIsPaidForByItsAccount() {
    String project =
        run("projects", "create", "--json", "search", "--user", "team").json().path("id").asText();

    String key = created("one", "--project", "search");

    JsonNode shown = run("keys", "show", "--json", key).json();
    assertThat(shown.path("project").asText()).isEqualTo(project);
    assertThat(shown.path("account").asText()).isEqualTo("team");
    assertThat(run("keys", "update", "one", "--project", "none").code()).isZero();
    assertThat(run("keys", "show", "--json", key).json().path("project").isNull()).isTrue();
    assertThat(run("keys", "update", "one", "--project", project).code()).isZero();

    run("projects", "archive", project);
    assertThat(run("keys", "show", "--json", key).json().path("state").asText())
        .isEqualTo("archived");
  }

  @Test
  void projectOfAnotherAccountIsNotForAKey() {
    run("projects", "create", "search", "--user", "team");
    created("mine");

    Cli.Result result = run("keys", "update", "mine", "--project", "search");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("project");
    assertThat(run("keys", "update", "mine", "--project", "none").code()).isZero();
    assertThat(run("projects", "show", "nothing").code()).isEqualTo(ExitCode.NOT_FOUND.number());
  }

  @Test
  void keyIsShownByItsNameInLines() {
    created("my-app");

    assertThat(run("keys", "show", "my-app").out())
        .containsPattern("name +my-app\n")
        .containsPattern("requests_per_minute +60\n")
        .containsPattern("credit_cap +-\n");
  }

  @Test
  void nameOfSeveralKeysIsNotEnough() {
    String first = created("twin");
    String second = created("twin");

    Cli.Result result = run("keys", "revoke", "twin");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains(first, second);
  }

  @Test
  void revokedKeyIsSoForEver() {
    String id = created("my-app");

    Cli.Result first = run("keys", "revoke", "my-app");
    Cli.Result second = run("keys", "revoke", "--json", id);

    assertThat(first.out()).contains(id, "is revoked");
    assertThat(second.code()).isZero();
    assertThat(second.json().path("revoked_now").asBoolean()).isFalse();
    assertThat(run("keys", "list", "--json").json().findValuesAsText("state")).contains("revoked");
  }

  @Test
  void listIsOfOneAccountIfSoAsked() {
    created("one", "--user", "team");
    created("other");

    assertThat(run("keys", "list", "--user", "team", "--json").json().findValuesAsText("name"))
        .containsExactly("one");
  }

  @ParameterizedTest
  @CsvSource({"show, key_0123456789abcdef", "revoke, key_0123456789abcdef", "show, nobody"})
  void keyThatIsNotThereIsNotFound(String command, String key) {
    created("my-app");

    Cli.Result result = run("keys", command, key);

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(result.err()).contains(key);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void operatorsAccountNeedsNoCreditHoweverItIsNamed() {
    assertThat(
            run("keys", "create", "--json", "--name", "a", "--user", "operator")
                .json()
                .path("unlimited")
                .asBoolean())
        .isTrue();
  }

  @Test
  void limitThatAnAccountHasIsNotLiftedInPassing() {
    created("one", "--user", "team");

    Cli.Result result = run("keys", "create", "--name", "two", "--user", "team", "--unlimited");

    assertThat(result.code()).isZero();
    assertThat(result.err()).startsWith("note: account team was there before");
  }

  @Test
  void creditIsAddedOnceForEachReference() {
    created("my-app", "--user", "team");

    Cli.Result first = run("credits", "add", "team", "2.50", "--reference", "bill-7");
    Cli.Result second = run("credits", "add", "team", "2.50", "--reference", "bill-7");
    Cli.Result third = run("credits", "add", "team", "0.000000001", "--note", "thanks");

    assertThat(first.out()).contains("Added $2.5.", "$2.5 available");
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("Nothing was added");
    assertThat(third.out()).contains("$2.500000001 available");
  }

  @Test
  void creditIsShownOfAllOrOne() {
    created("my-app", "--user", "team");
    created("own");
    run("credits", "add", "team", "5");

    assertThat(run("credits", "show").out())
        .containsPattern("operator +unlimited")
        .containsPattern("team +\\$5 +\\$0 +\\$0");
    JsonNode one = run("credits", "show", "team", "--json").json();
    assertThat(one.size()).isEqualTo(1);
    assertThat(one.get(0).path("available").asText()).isEqualTo("5");
  }

  @Test
  void accountThatIsNotThereIsNotFound() {
    created("my-app");

    Cli.Result added = run("credits", "add", "nobody", "5");

    assertThat(added.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(added.err()).contains("nobody");
    assertThat(run("credits", "show", "nobody").code()).isEqualTo(ExitCode.NOT_FOUND.number());
  }

  @Test
  void referenceOfAnotherTopUpIsRefused() {
    created("my-app", "--user", "team");
    run("credits", "add", "team", "5", "--reference", "bill-7");

    Cli.Result other = run("credits", "add", "team", "6", "--reference", "bill-7");

    assertThat(other.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(other.err()).contains("bill-7");
  }

  @Test
  void creditIsCorrectedAndItsEntriesListed() {
    created("my-app", "--user", "team");
    run("credits", "add", "team", "5", "--note", "welcome");

    Cli.Result given = run("credits", "correct", "team", "--give", "1", "--reference", "c-1");
    Cli.Result again = run("credits", "correct", "team", "--give", "1", "--reference", "c-1");
    Cli.Result tooMuch = run("credits", "correct", "team", "--take", "7");
    Cli.Result partly = run("credits", "correct", "team", "--take", "7", "--partly");

    assertThat(given.out()).contains("Gave $1.", "$6 available");
    assertThat(again.out()).contains("Nothing was changed");
    assertThat(tooMuch.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(tooMuch.err()).contains("at most $6 back");
    assertThat(partly.out()).contains("Took $6.", "$0 available");
    assertThat(run("credits", "entries", "team").out())
        .containsPattern("team +topup +\\$5 +welcome")
        .containsPattern("team +withdrawal +-\\$6");
    JsonNode entries = run("credits", "entries", "--kind", "topup", "--json").json();
    assertThat(entries.findValuesAsText("amount")).containsExactly("5");
  }

  @Test
  void codesAreMadeRedeemedAndDisabled() {
    created("my-app", "--user", "team");
    JsonNode made = run("codes", "create", "5", "--count", "2", "--note", "gift", "--json").json();
    String code = made.get(0).path("code").asText();

    Cli.Result redeemed = run("codes", "redeem", code.substring(3), "team");
    Cli.Result again = run("codes", "redeem", code, "team");
    Cli.Result disabled = run("codes", "disable", "--batch", "1");
    Cli.Result late = run("codes", "redeem", made.get(1).path("code").asText(), "team");

    assertThat(redeemed.out()).contains("Added $5.", "$5 available");
    assertThat(again.code()).isEqualTo(ExitCode.REFUSED.number());
    assertThat(disabled.out()).contains("2 codes are disabled.");
    assertThat(late.code()).isEqualTo(ExitCode.REFUSED.number());
    assertThat(run("codes", "list").out())
        .containsPattern("1 +1 +VG-…-\\w{4} +\\$5 +1 of 1 +disabled +- +gift")
        .doesNotContain(code);
    assertThat(run("codes", "show", "1").out()).containsPattern("team +20\\d\\d-");
    assertThat(run("codes", "show", "9").code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(run("codes", "redeem", "VG-1", "team").code()).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void thereIsNoAlertYet() {
    created("my-app");

    assertThat(run("alerts", "list").out().strip()).isEqualTo("There is no alert.");
    assertThat(run("alerts", "list", "--unread", "--json").json()).isEmpty();
    assertThat(run("alerts", "read").out()).contains("0 alerts were unread.");
    assertThat(run("alerts", "list", "--account", "nobody").code())
        .isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(run("alerts", "test").code()).isNotZero();
  }

  @Test
  void balancesAddUp() {
    created("my-app");

    Cli.Result text = run("credits", "verify");
    Cli.Result json = run("credits", "verify", "--json");

    assertThat(text.code()).isZero();
    assertThat(text.out().strip()).isEqualTo("All balances add up.");
    assertThat(json.json().isArray()).isTrue();
    assertThat(json.json()).isEmpty();
  }

  @Test
  void nothingIsThereToBeRerated() {
    created("my-app");

    assertThat(run("credits", "prices").out().strip()).isEqualTo("No call has been charged yet.");
    assertThat(run("credits", "rerate", "--from", "2026-01-01").out().strip())
        .isEqualTo("There is no call of that time.");
    JsonNode json = run("credits", "rerate", "--from", "2026-01-01", "--json").json();
    assertThat(json.path("total").path("calls").asInt()).isZero();
    assertThat(json.path("models")).isEmpty();
  }

  @Test
  void nothingWasUsedYet() {
    created("my-app");

    assertThat(run("usage", "list").out().strip()).isEqualTo("There is no such call.");
    assertThat(run("usage", "summary").out().strip()).isEqualTo("There is no such call.");
    assertThat(run("usage", "top").out().strip()).isEqualTo("There is no such call.");
    assertThat(run("usage", "export").out().lines()).hasSize(1);
    JsonNode json = run("usage", "summary", "--json").json();
    assertThat(json.path("totals").path("calls").asInt()).isZero();
    assertThat(run("usage", "list", "--json").json().path("data")).isEmpty();
  }

  @Test
  void doctorFindsTheStoreAndItsKeys() {
    created("my-app", "--user", "team");

    Cli.Result result = run("doctor");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("[ok] All balances add up.")
        .contains("key works.")
        .contains("Account team has a key, and no credit");
  }

  @Test
  void modelsAreAddedListedAndRemoved() {
    run("keys", "create", "--name", "first");
    Cli.Result set =
        run(
            "models",
            "set",
            "lab-text",
            "--deployment",
            "demo/demo-text",
            "--input",
            "0.50",
            "--output",
            "2");
    Cli.Result alias = run("models", "alias", "team/best", "lab-text", "demo/demo-text");

    assertThat(set.out().strip()).isEqualTo("lab-text is served by demo/demo-text.");
    assertThat(alias.out().strip()).isEqualTo("team/best means lab-text, then demo/demo-text.");
    assertThat(run("models", "added").out())
        .containsPattern("lab-text +demo/demo-text +input 0.50, output 2")
        .containsPattern("team/best +lab-text, demo/demo-text");
    assertThat(run("models", "remove", "team/best").out()).contains("team/best is removed.");
    assertThat(run("models", "remove", "team/best").code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(run("models", "added", "--json").json().findValuesAsText("name"))
        .containsExactly("lab-text");
  }

  @Test
  void modelThatCannotBeReadIsNotAdded() {
    run("keys", "create", "--name", "first");

    Cli.Result result = run("models", "set", "lab-text", "--deployment", "nowhere");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("nowhere");
    assertThat(run("models", "added").out().strip()).isEqualTo("Nothing was added.");
  }

  @Test
  void keyIsChangedWhereItIsNamedAndNowhereElse() {
    created("my-app", "--rpm", "7", "--credit-cap", "1.50", "--models", "demo-text");

    Cli.Result changed =
        run("keys", "update", "my-app", "--credit-cap", "none", "--expires", "2100-01-31");

    assertThat(changed.code()).as(changed.err()).isZero();
    JsonNode shown = run("keys", "show", "--json", "my-app").json();
    assertThat(shown.path("requests_per_minute").asInt()).isEqualTo(7);
    assertThat(shown.path("credit_cap").isNull()).isTrue();
    assertThat(shown.path("models").toString()).isEqualTo("[\"demo-text\"]");
    assertThat(shown.path("expires_at").asText()).isEqualTo("2100-01-31T00:00:00Z");
    run("keys", "update", "my-app", "--name", "other", "--models", "all", "--rpm", "0");
    assertThat(run("keys", "show", "--json", "other").json().path("models")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "keys update my-app, nothing to change",
    "keys update my-app --rpm -1, --rpm: -1",
    "keys update my-app --types sound, types",
    "keys update my-app --token-quota many, --token-quota: many (expected: a count",
    "keys update my-app --credit-per-day -1, --credit-per-day: -1",
    "keys update my-app --networks office, network: 'office'",
    "keys update my-app --tags Team=x, tag: 'Team'",
    "keys update my-app --max-tools -1, --max-tools: -1",
    "keys update my-app --expires tomorrow, --expires",
    "keys rotate my-app --overlap soon, --overlap"
  })
  void changeThatCannotBeIsRefused(String line, String named) {
    created("my-app");

    Cli.Result result = run(line.split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains(named);
  }

  @Test
  void keyThatIsRotatedShowsItsNewSecretOnce() {
    created("my-app");

    Cli.Result rotated = run("keys", "rotate", "my-app", "--overlap", "1h");

    assertThat(rotated.out()).containsPattern("\n  vg_\\w{36}\n").contains("another 1h");
    assertThat(run("keys", "rotate", "my-app", "--now").out()).contains("works no longer");
    assertThat(run("keys", "show", "my-app").out()).doesNotContainPattern("vg_\\w{36}");
  }

  @Test
  void keyIsPausedAndResumed() {
    created("my-app");

    assertThat(run("keys", "pause", "my-app").out()).contains("is paused");
    assertThat(run("keys", "show", "--json", "my-app").json().path("state").asText())
        .isEqualTo("paused");
    assertThat(run("keys", "resume", "my-app").out()).contains("works again");
    assertThat(run("keys", "show", "--json", "my-app").json().path("state").asText())
        .isEqualTo("active");
  }

  private String user(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("users", "create", "--json", "--email", name + "@example.com"));
    arguments.addAll(List.of(more));
    Cli.Result result = run(arguments.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result.json().path("id").asText();
  }

  @Test
  void teamWithFiveDollarsAndALimitedKeyIsTwoCommands() {
    Cli.Result team = run("users", "create", "--email", "team@example.com", "--credit", "5");
    Cli.Result key =
        run("keys", "create", "--name", "team", "--user", "team@example.com", "--rpm", "60");

    assertThat(team.code()).as(team.err()).isZero();
    assertThat(team.out())
        .contains("who owns the account team@example.com with $5")
        .containsPattern("\n  [\\w-]{43}\n");
    assertThat(key.code()).isZero();
    assertThat(key.out()).contains("of account team@example.com");
    assertThat(run("credits", "show", "team@example.com").out()).contains("$5");
  }

  @Test
  void userIsShownByIdAndByAddressWithoutAnySecret() {
    String id = user("ada", "--name", "Ada", "--role", "admin", "--account", "lab");

    assertThat(run("users", "show", id).out())
        .containsPattern("role +admin\n")
        .containsPattern("account +lab\n")
        .doesNotContain("password");
    assertThat(run("users", "show", "--json", "ADA@example.com").json().path("id").asText())
        .isEqualTo(id);
    assertThat(run("users", "show", "eve@example.com").code())
        .isEqualTo(ExitCode.NOT_FOUND.number());
  }

  @Test
  void usersAreListedAsAsked() {
    user("ada", "--role", "owner");
    user("bob");
    run("users", "disable", "bob@example.com");

    assertThat(run("users", "list").out()).contains("ada@example.com", "bob@example.com");
    assertThat(run("users", "list", "--role", "owner").out())
        .contains("ada@example.com")
        .doesNotContain("bob@example.com");
    assertThat(run("users", "list", "--state", "disabled", "--json").json()).hasSize(1);
    assertThat(run("users", "list", "--last", "0").code()).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void userIsChangedDisabledAndEnabled() {
    String id = user("bob");

    assertThat(run("users", "update", id, "--role", "admin", "--name", "Bob").code()).isZero();
    assertThat(run("users", "show", "--json", id).json().path("role").asText()).isEqualTo("admin");
    assertThat(run("users", "disable", id).out()).contains("is disabled");
    assertThat(run("users", "show", "--json", id).json().path("state").asText())
        .isEqualTo("disabled");
    assertThat(run("users", "enable", id).out()).contains("is enabled");
    assertThat(run("users", "update", id).code()).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void passwordIsMadeOrTakenFromTheInput() {
    String id = user("ada");
    List<String> piped = new ArrayList<>(List.of("users", "password", id, "--password-stdin"));
    piped.addAll(place());

    Cli.Result made = run("users", "password", id);
    Cli.Result given = Cli.in(folder).typing("a long enough secret\n").run(piped);
    Cli.Result weak = Cli.in(folder).typing("short\n").run(piped);

    assertThat(made.out()).containsPattern("\n  [\\w-]{43}\n");
    assertThat(given.code()).as(given.err()).isZero();
    assertThat(given.out()).doesNotContain("a long enough secret");
    assertThat(weak.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(weak.err()).contains("12 to 1,024 bytes");
  }

  @Test
  void whoIsInvitedGetsALink() {
    Cli.Result invited = run("users", "invite", "--email", "cyd@example.com");
    Cli.Result again = run("users", "password", "cyd@example.com", "--link");

    assertThat(invited.code()).as(invited.err()).isZero();
    assertThat(invited.out()).containsPattern("/join#token=[\\w-]{43}\n");
    assertThat(again.out()).containsPattern("/join#token=[\\w-]{43}\n");
    assertThat(run("users", "list", "--state", "invited").out()).contains("cyd@example.com");
  }

  @Test
  void whatIsWrongWithAUserIsSaid() {
    user("ada");

    Cli.Result twice = run("users", "create", "--email", "A.DA@example.com");
    Cli.Result nonsense = run("users", "create", "--email", "nonsense");

    assertThat(twice.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(twice.err()).contains("email: A.DA@example.com");
    assertThat(nonsense.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("users", "create", "--email", "x@example.com", "--role", "king").code())
        .isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void auditSaysWhatWasChanged() {
    String id = created("my-app");
    run("keys", "update", id, "--rpm", "5");

    Cli.Result table = run("audit", "list", "--object", id);
    JsonNode entries = run("audit", "list", "--json", "--action", "changeKey").json();

    assertThat(table.out())
        .containsPattern("operator +changeKey +" + id + " +requests_per_minute")
        .contains("createKey");
    assertThat(entries.get(0).path("after").path("requests_per_minute").asInt()).isEqualTo(5);
    assertThat(run("audit", "list", "--actor", "eve@example.com").code())
        .isEqualTo(ExitCode.NOT_FOUND.number());
  }
}
