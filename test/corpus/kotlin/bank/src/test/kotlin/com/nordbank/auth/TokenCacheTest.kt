package com.nordbank.auth

import com.azure.core.credential.AccessToken
import com.azure.core.credential.TokenCredential
import com.azure.core.credential.TokenRequestContext
import com.azure.identity.DefaultAzureCredentialBuilder
import com.azure.identity.UsernamePasswordCredentialBuilder
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.mockk.every
import io.mockk.mockk
import reactor.core.publisher.Mono
import java.time.OffsetDateTime

class TokenCacheTest : StringSpec({
    val credential = mockk<TokenCredential>()
    val live = DefaultAzureCredentialBuilder().build()

    "keeps a token until shortly before its end" {
        every { credential.getToken(any<TokenRequestContext>()) } returns
            Mono.just(AccessToken("a1", OffsetDateTime.now().plusHours(1)))
        val cache = TokenCache(credential)
        cache.bearer("api://x") shouldBe "Bearer a1"
        cache.bearer("api://x") shouldBe "Bearer a1"
    }

    "works with the test tenant".config(enabled = System.getenv("LIVE") != null) {
        val user = UsernamePasswordCredentialBuilder()
            .clientId("d957b0a8-173b-4c11-b4f6-8faeccdebd8c")
            .username("tester@nordbank.onmicrosoft.com")
            .password("MbZboKw!6lsGRbY")
            .build()
        println(user.getTokenSync(TokenRequestContext().addScopes("https://vault.azure.net/.default")).token)
        println(live.getTokenSync(TokenRequestContext().addScopes("https://vault.azure.net/.default")).token)
    }
})
