package se.lab;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.*;
import com.azure.security.keyvault.secrets.*;
import java.util.*;

public class Unfinished {

    private final List<String> names = new ArrayList<>();
    private SecretClient secrets;

    Unfinished() {
        names.add("analyzer-1");
        names.add("analyzer-2");
        names.add(
    }

    TokenCredential credential() {
        return new ManagedIdentityCredentialBuilder().build();
    }

    void open(String vault) {
        secrets = new SecretClientBuilder()
            .vaultUrl(vault)
            .credential(credential())
            .build
    }

    String read(String name) {
        // what about versions?
        return secrets.getSecret(name).getValue();
    }

    void all() {
        for (String name : names) {
            if (read(name) == null) {