package com.fabrikam.crm

import com.azure.core.credential.TokenCredential
import com.azure.core.credential.TokenRequestContext
import com.azure.identity.ClientSecretCredentialBuilder
import com.azure.identity.UsernamePasswordCredentialBuilder
import retrofit2.Retrofit
import retrofit2.converter.jackson.JacksonConverterFactory
import okhttp3.OkHttpClient

class Dynamics(private val organisation: String, environment: Map<String, String>) {

    private val credential: TokenCredential = when (environment["CRM_LOGIN"]) {
        "user" -> UsernamePasswordCredentialBuilder()
            .clientId(environment["CRM_APP"])
            .username(environment["CRM_USER"])
            .password(environment["CRM_PASSWORD"])
            .build()
        else -> ClientSecretCredentialBuilder()
            .tenantId(environment["CRM_TENANT"])
            .clientId(environment["CRM_APP"])
            .clientSecret(environment["CRM_SECRET"])
            .build()
    }

    private val scope = TokenRequestContext().addScopes("https://$organisation.crm4.dynamics.com/.default")

    val accounts: Accounts by lazy {
        val http = OkHttpClient.Builder()
            .addInterceptor { chain ->
                val token = credential.getTokenSync(scope).token
                chain.proceed(chain.request().newBuilder().header("Authorization", "Bearer $token").build())
            }
            .build()
        Retrofit.Builder()
            .baseUrl("https://$organisation.crm4.dynamics.com/api/data/v9.2/")
            .client(http)
            .addConverterFactory(JacksonConverterFactory.create())
            .build()
            .create(Accounts::class.java)
    }
}
