/** Files that an operator writes in YAML. Promise: what is wrong in one ends the start with a sentence that names the place. */
@NullMarked
package io.stickermill.contracts.yaml;

import org.jspecify.annotations.NullMarked;
