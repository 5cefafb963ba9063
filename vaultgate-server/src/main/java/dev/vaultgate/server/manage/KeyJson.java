package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.Tags;
import dev.vaultgate.router.catalog.ModelType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys as JSON, and what new or changed ones shall be. */
final class KeyJson {

  private static final String TYPES = "text, image, hybrid or embedding";

  private KeyJson() {}

  /** A key as it is shown: everything but its secret. */
  static ObjectNode write(ApiKey key, Instant now) {
    ObjectNode node =
        Json.object()
            .put("id", key.id())
            .put("name", key.name())
            .put("masked", key.masked())
            .put("account", key.account().name())
            .put("unlimited", key.account().unlimited())
            .put("project", key.project() == null ? null : key.project().id())
            .put("made_by", key.madeBy())
            .put("state", key.state(now).name().toLowerCase(Locale.ROOT));
    writeTerms(node, key.terms());
    return node.put("created_at", key.createdAt().toString())
        .put("last_used_at", text(key.lastUsedAt()))
        .put("revoked_at", text(key.revokedAt()));
  }

  /**
   * Reads a request for a key, strictly. Its account is the project's, or the caller's own;
   * administrators may name another, which is made if it is new.
   *
   * @param project whose key it shall be, or null
   */
  static KeySpec readSpec(JsonMembers members, @Nullable Project project, Call call) {
    boolean isAdmin = call.identity().role() == Identity.Role.ADMIN;
    String account = isAdmin ? members.text("account") : null;
    String payer = account == null ? ownAccount(call.identity()) : account;
    boolean unlimited = isAdmin && members.flag("unlimited", payer.equals(Account.OPERATOR));
    KeySpec spec = named(members.requiredText("name")).terms(readTerms(members));
    members.end();
    if (project == null) {
      return TermsJson.changed(
          "account", spec, it -> it.account(payer).unlimitedAccount(unlimited));
    }
    if (account != null && !account.equals(project.account().name())) {
      throw InvalidRequestException.value(
          "account", account, project.account().name() + ", which pays for the project");
    }
    return spec.project(project);
  }

  private static String ownAccount(Identity caller) {
    return caller.userId() == null ? Account.OPERATOR : caller.user().account().name();
  }

  /**
   * What a key shall be called, and may do.
   *
   * @param project the id of its project, or null for none
   */
  record Change(String name, @Nullable String project, KeyTerms terms) {}

  /**
   * A key with some members changed; those that no key has, or that cannot be changed, are refused.
   */
  static Change changed(ApiKey key, ObjectNode change) {
    Project project = key.project();
    ObjectNode whole =
        Json.object().put("name", key.name()).put("project", project == null ? null : project.id());
    writeTerms(whole, key.terms());
    whole.setAll(change);
    JsonMembers members = JsonMembers.of(whole);
    Change changed =
        new Change(members.requiredText("name"), members.text("project"), readTerms(members));
    members.end();
    named(changed.name());
    return changed;
  }

  private static KeySpec named(String name) {
    try {
      return KeySpec.named(name);
    } catch (IllegalArgumentException e) {
      throw TermsJson.refused("name", e);
    }
  }

  private static void writeTerms(ObjectNode node, KeyTerms terms) {
    node.set("models", array(terms.models().models()));
    node.set("types", array(terms.models().types().stream().map(ModelType::key).toList()));
    TermsJson.write(node, terms.rates());
    TermsJson.write(node, terms.budget(), TermsJson.CREDIT_CAP);
    TermsJson.write(node, terms.caps());
    node.set("networks", array(terms.networks().stream().map(Network::toString).toList()));
    ObjectNode tags = node.putObject("tags");
    terms.tags().values().forEach(tags::put);
    node.put("stores_answers", terms.storesAnswers()).put("expires_at", text(terms.expiresAt()));
  }

  private static KeyTerms readTerms(JsonMembers members) {
    KeyTerms usual = KeyTerms.USUAL;
    List<String> models = members.texts("models");
    Set<ModelType> types =
        members.texts("types").stream().map(KeyJson::type).collect(Collectors.toSet());
    List<String> networks = members.texts("networks");
    Map<String, String> tags = members.textMap("tags");
    KeyTerms terms =
        TermsJson.changed(
                "models", usual, t -> t.withModels(new ModelRule(new HashSet<>(models), types)))
            .withRates(TermsJson.rates(members, usual.rates()))
            .withBudget(TermsJson.budget(members, TermsJson.CREDIT_CAP))
            .withCaps(TermsJson.caps(members, usual.caps()))
            .withStoredAnswers(members.flag("stores_answers", usual.storesAnswers()))
            .withExpiry(members.instant("expires_at"));
    terms =
        TermsJson.changed(
            "networks", terms, t -> t.withNetworks(networks.stream().map(Network::parse).toList()));
    return TermsJson.changed("tags", terms, t -> t.withTags(new Tags(tags)));
  }

  private static ModelType type(String word) {
    return JsonMembers.parsed(
        "types", word, TYPES, text -> ModelType.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static ArrayNode array(Collection<String> texts) {
    ArrayNode array = Json.mapper().createArrayNode();
    texts.stream().sorted().forEach(array::add);
    return array;
  }
}
