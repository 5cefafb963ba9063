/**
 * Amazon Bedrock: its Converse API, which is one for the models of all makers, and the bodies of
 * single makers under {@code /invoke} where Converse has no word for them. A chat request enters
 * and leaves as a Converse request; answers and frames come back as the values of the OpenAI
 * dialect.
 */
@NullMarked
package dev.vaultgate.client.bedrock;

import org.jspecify.annotations.NullMarked;
