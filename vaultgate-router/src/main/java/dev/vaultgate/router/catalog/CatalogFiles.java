package dev.vaultgate.router.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads providers, models and prices: the files that come with this module, files of one's own in
 * the same form, and the price objects of a configuration. Decimal numbers are read as they are
 * written, never through a {@code double}. An unknown field, a missing one and an absurd value are
 * refused with an {@link IllegalArgumentException} that names the place.
 */
public final class CatalogFiles {

  private static final ObjectReader JSON =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** What JSON has but one way to write, as these files do. */
  private static final Pattern PLAIN = Pattern.compile("[\\w.:@+-]+");

  private CatalogFiles() {}

  /** The providers that come with this module, vendors before hosts. */
  static List<ProviderRow> builtInProviders() {
    return builtIn("providers.json", CatalogFiles::providers);
  }

  /** The models that come with this module for one provider; none for a provider without a list. */
  public static List<ModelRow> builtInModels(String provider) {
    return builtIn(models(provider), CatalogFiles::models);
  }

  /**
   * Whether one of the models that come with this module for a provider may have a public id. Looks
   * for the words in the file, which takes a small part of the time that its rows take.
   */
  static boolean mayHave(String provider, String id) {
    if (!PLAIN.matcher(id).matches()) {
      return true;
    }
    try (InputStream stream = CatalogFiles.class.getResourceAsStream(models(provider))) {
      return stream != null
          && new String(stream.readAllBytes(), ISO_8859_1).contains('"' + id + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(models(provider), e);
    }
  }

  private static String models(String provider) {
    return "models/" + provider + ".json";
  }

  /** Provider rows, one JSON object each in an array. Does not close the stream. */
  public static List<ProviderRow> providers(InputStream json) throws IOException {
    return rows(json, "providers", ProviderJson::read);
  }

  /** Model rows, one JSON object each in an array. Does not close the stream. */
  public static List<ModelRow> models(InputStream json) throws IOException {
    return rows(json, "models", ModelJson::read);
  }

  /**
   * A price in the form of the model files: {@code {"input": 2.50, "output": 10.00}}, in dollars
   * per million tokens.
   *
   * @param path where it stands, for messages
   */
  public static ModelPrice price(String path, JsonNode json) {
    return new StrictJson(path, json).all(PriceJson::read);
  }

  private static <T> List<T> rows(InputStream json, String what, Function<StrictJson, T> read)
      throws IOException {
    JsonNode tree = JSON.readTree(json);
    if (!tree.isArray()) {
      throw new IllegalArgumentException(what + ": " + tree.getNodeType() + " (expected: a list)");
    }
    List<T> rows = new ArrayList<>(tree.size());
    for (JsonNode node : tree) {
      StrictJson row = StrictJson.row(what, rows.size(), node);
      try {
        rows.add(row.all(read));
      } catch (IllegalArgumentException e) {
        // The records check their values without knowing which row they are of.
        String message = String.valueOf(e.getMessage());
        throw message.startsWith(row.path())
            ? e
            : new IllegalArgumentException(row.path() + ": " + message, e);
      }
    }
    return List.copyOf(rows);
  }

  private static <T> List<T> builtIn(String resource, Read<T> read) {
    try (InputStream stream = CatalogFiles.class.getResourceAsStream(resource)) {
      return stream == null ? List.of() : read.rows(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(resource + " is damaged: " + e.getMessage(), e);
    }
  }

  private interface Read<T> {
    List<T> rows(InputStream stream) throws IOException;
  }
}
