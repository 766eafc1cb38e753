package com.example.shop.billing;

import com.microsoft.azure.credentials.MSICredentials;

/** Still uses a class of the SDK before this one (MI103). */
class TaxService {

    Object credentials(String clientId) {
        return new MSICredentials().withClientId(clientId);
    }
}
